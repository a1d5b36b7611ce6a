package relata.api.message;

import relata.api.ErrorCode;

/** The server is shutting down, and accepts nothing new. */
public final class StoppingException extends RefusedException {
    public StoppingException() {
        super(ErrorCode.TRY_AGAIN, "This server stops, and nothing of this was begun: try again, at another.");
    }
}
