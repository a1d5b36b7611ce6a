package relata.api.message;

import relata.api.ErrorCode;

/** The queue is full, or the operation waited in it until its deadline. */
public final class OverloadedException extends RefusedException {
    public OverloadedException() {
        super(ErrorCode.TRY_AGAIN, "The server is busy and did not start the operation: retry later.");
    }
}
