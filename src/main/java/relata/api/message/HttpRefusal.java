package relata.api.message;

/** Refuses an HTTP request with a status code. */
public final class HttpRefusal extends RuntimeException {
    public final int status;
    /** For 405, the allowed methods; otherwise null. */
    public final String allow;

    private HttpRefusal(int status, String allow, String message) {
        super(message, null, false, false);
        this.status = status;
        this.allow = allow;
    }

    public HttpRefusal(int status, String message) {
        this(status, null, message);
    }

    public static HttpRefusal methodNotAllowed(String allow, String message) {
        return new HttpRefusal(405, allow, message);
    }
}
