package relata.query.run;

import relata.api.ApiException;

/** A part of a response that can fail by itself: a count or a list. */
public final class Part {
    private final int index;
    private ApiException broken;

    public Part(int index) {
        this.index = index;
    }

    int index() {
        return index;
    }

    /** Records that it fails in every request of that shape. */
    public void breaks(ApiException why) {
        broken = why;
    }

    /** Why it fails in every request of that shape; null if it does not. */
    public ApiException broken() {
        return broken;
    }
}
