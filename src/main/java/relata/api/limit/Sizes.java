package relata.api.limit;

/** Sizes of lists, in records: used to compute the cost of an operation before it runs, and enforced while it runs. */
public final class Sizes {
    /** The size of a page without a given size. */
    public static final int PAGE = 50;

    public static final int MOST_OF_A_PAGE = 500;

    /** The most that a list field returns for one parent. */
    public static final int MOST_OF_A_LIST = 1_000;

    private Sizes() {}
}
