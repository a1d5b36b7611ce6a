package relata.api;

/** There is too much to do for one more operation, or it waited until its time was up. */
final class OverloadedException extends RefusedException {
    OverloadedException() {
        super(ErrorCode.TRY_AGAIN, "There is too much to do now, and nothing of this was begun: try again later.");
    }
}
