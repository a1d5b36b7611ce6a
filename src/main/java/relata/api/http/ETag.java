package relata.api.http;

import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/** Names a version of a resource, so that a client need not load it again: RFC 9110, section 8.8.3. */
public record ETag(String value) {
    /** A weak tag, as the same content may be sent with gzip and without. */
    public static ETag of(byte[] content) {
        return new ETag("W/\"" + UUID.nameUUIDFromBytes(content) + '"');
    }

    /** Sends the tag. If the client has this version already, that completes the response. */
    public boolean answers(RoutingContext context) {
        // may be cached, but must be revalidated
        context.response().putHeader("Cache-Control", "private, no-cache").putHeader("ETag", value);
        String known = context.request().getHeader("If-None-Match");
        if (known == null || !(known.contains(value) || known.equals("*"))) {
            return false;
        }
        context.response().setStatusCode(304).end();
        return true;
    }
}
