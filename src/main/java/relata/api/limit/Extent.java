package relata.api.limit;

/**
 * How far selections go, with the fragments in them written out. It is computed from the extents of the parts, so that
 * nothing has to be written out for it.
 */
record Extent(long selections, int depth, long fields, long aliases, long directives) {
    static final Extent NONE = new Extent(0, 0, 0, 0, 0);

    /** Fragments that spread fragments double what they select with each, which no number could count for long. */
    private static final long MOST = Integer.MAX_VALUE;

    /** Both of them, side by side. */
    Extent and(Extent other) {
        return new Extent(
                sum(selections, other.selections),
                Math.max(depth, other.depth),
                sum(fields, other.fields),
                sum(aliases, other.aliases),
                sum(directives, other.directives));
    }

    /** One selection with these directives, which has this one in it. */
    Extent in(int ownDirectives) {
        return new Extent(sum(selections, 1), depth, fields, aliases, sum(directives, ownDirectives));
    }

    /** A field that has this in it. */
    Extent inField(boolean hasAlias, int ownDirectives) {
        var all = in(ownDirectives);
        return new Extent(all.selections, depth + 1, 1, sum(aliases, hasAlias ? 1 : 0), all.directives);
    }

    /** The same, but for the depth. */
    Extent flat() {
        return new Extent(selections, 0, fields, aliases, directives);
    }

    private static long sum(long one, long other) {
        return Math.min(MOST, one + other);
    }
}
