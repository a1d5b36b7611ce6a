package relata.api.message;

/** Ends an HTTP request that is not let in, with its status. */
public final class HttpRefusal extends RuntimeException {
    public final int status;
    /** The methods to use instead, of a 405; null of any other. */
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
