package relata.api.limit;

/**
 * How far selections go, with the fragments in them written out. It is computed from the extents of the parts, so that
 * nothing has to be written out for it.
 */
record DocumentSize(long selections, int depth, long fields, long aliases, long directives) {
    static final DocumentSize NONE = new DocumentSize(0, 0, 0, 0, 0);

    /** Fragments that spread fragments double what they select with each, which no number could count for long. */
    private static final long MOST = Integer.MAX_VALUE;

    /** Both of them, side by side. */
    DocumentSize and(DocumentSize other) {
        return new DocumentSize(
                sum(selections, other.selections),
                Math.max(depth, other.depth),
                sum(fields, other.fields),
                sum(aliases, other.aliases),
                sum(directives, other.directives));
    }

    /** One selection with these directives, which has this one in it. */
    DocumentSize in(int ownDirectives) {
        return new DocumentSize(sum(selections, 1), depth, fields, aliases, sum(directives, ownDirectives));
    }

    /** A field that has this in it. */
    DocumentSize inField(boolean hasAlias, int ownDirectives) {
        var all = in(ownDirectives);
        return new DocumentSize(all.selections, depth + 1, 1, sum(aliases, hasAlias ? 1 : 0), all.directives);
    }

    /** The same, but for the depth. */
    DocumentSize flat() {
        return new DocumentSize(selections, 0, fields, aliases, directives);
    }

    private static long sum(long one, long other) {
        return Math.min(MOST, one + other);
    }
}
