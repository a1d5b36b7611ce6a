package relata.api.http;

import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/** Names a version of what is behind an address, so that a client need not load again what it has: RFC 9110, 8.8.3. */
public record ETag(String value) {
    /** Weak, as the same content may be sent with gzip and without. */
    public static ETag of(byte[] content) {
        return new ETag("W/\"" + UUID.nameUUIDFromBytes(content) + '"');
    }

    /** Sends the tag. Where the client has this version already, that is the whole answer. */
    public boolean answers(RoutingContext context) {
        // may be kept, but not used without asking
        context.response().putHeader("Cache-Control", "private, no-cache").putHeader("ETag", value);
        String known = context.request().getHeader("If-None-Match");
        if (known == null || !(known.contains(value) || known.equals("*"))) {
            return false;
        }
        context.response().setStatusCode(304).end();
        return true;
    }
}
