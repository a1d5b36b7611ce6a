package relata.api;

/** Ends an HTTP request that is not let in, with its status. */
final class HttpRefusal extends RuntimeException {
    final int status;
    /** The methods to use instead, of a 405; null of any other. */
    final String allow;

    private HttpRefusal(int status, String allow, String message) {
        super(message, null, false, false);
        this.status = status;
        this.allow = allow;
    }

    HttpRefusal(int status, String message) {
        this(status, null, message);
    }

    static HttpRefusal methodNotAllowed(String allow, String message) {
        return new HttpRefusal(405, allow, message);
    }
}
