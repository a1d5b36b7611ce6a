package relata.api;

/** The process was told to stop, and takes nothing new. */
final class StoppingException extends RefusedException {
    StoppingException() {
        super(ErrorCode.TRY_AGAIN, "This server stops, and nothing of this was begun: try again, at another.");
    }
}
