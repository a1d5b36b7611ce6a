package relata.api.message;

import relata.api.ErrorCode;

/** There is too much to do for one more operation, or it waited until its time was up. */
public final class OverloadedException extends RefusedException {
    public OverloadedException() {
        super(ErrorCode.TRY_AGAIN, "There is too much to do now, and nothing of this was begun: try again later.");
    }
}
