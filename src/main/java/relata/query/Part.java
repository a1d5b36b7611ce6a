package relata.query;

import relata.api.ApiException;

/** A part of an answer that can fail by itself: a count or a list. */
final class Part {
    private final int index;
    private ApiException broken;

    Part(int index) {
        this.index = index;
    }

    int index() {
        return index;
    }

    /** Says that every request of that shape fails there. */
    void breaks(ApiException why) {
        broken = why;
    }

    /** Why every request of that shape fails there; null if it does not. */
    ApiException broken() {
        return broken;
    }
}
