package relata.api.limit;

/** How many records lists have: what an operation is counted with before it runs, and is held to when it runs. */
public final class Sizes {
    /** A page for which no size is given. */
    public static final int PAGE = 50;

    public static final int MOST_OF_A_PAGE = 500;

    /** What a list field answers for one parent. */
    public static final int MOST_OF_A_LIST = 1_000;

    private Sizes() {}
}
