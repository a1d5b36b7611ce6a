package relata.api;

import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Whether an answer is a stream, by what `Accept` takes. A JSON type beside that of a stream is no hindrance. */
final class StreamType {
    private StreamType() {}

    /** Whether a subscription can be answered. */
    static boolean isAccepted(RoutingContext context) {
        return EventStream.TYPE.quality(accept(context)) > 0;
    }

    /** Whether an operation with one result is answered by a stream as well: only if no other type is named. */
    static boolean isPreferred(RoutingContext context) {
        var accept = accept(context);
        return !ResponseType.isAnyNamedIn(accept)
                && (isNamedIn(accept) || ResponseType.of(accept).isEmpty());
    }

    static boolean isNamedIn(List<MIMEHeader> accept) {
        return EventStream.TYPE.isNamedIn(accept);
    }

    private static List<MIMEHeader> accept(RoutingContext context) {
        return context.parsedHeaders().accept();
    }
}
