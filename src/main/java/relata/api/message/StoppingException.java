package relata.api.message;

import relata.api.ErrorCode;

/** The server is shutting down, and accepts nothing new. */
public final class StoppingException extends RefusedException {
    public StoppingException() {
        super(
                ErrorCode.TRY_AGAIN,
                "The server is shutting down and did not start the operation: retry on another server.");
    }
}
