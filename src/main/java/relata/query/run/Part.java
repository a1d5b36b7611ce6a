package relata.query.run;

import relata.api.ApiException;

/** A part of an answer that can fail by itself: a count or a list. */
public final class Part {
    private final int index;
    private ApiException broken;

    public Part(int index) {
        this.index = index;
    }

    int index() {
        return index;
    }

    /** Says that every request of that shape fails there. */
    public void breaks(ApiException why) {
        broken = why;
    }

    /** Why every request of that shape fails there; null if it does not. */
    public ApiException broken() {
        return broken;
    }
}
