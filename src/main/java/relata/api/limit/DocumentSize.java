package relata.api.limit;

/**
 * The size of selections with their fragments expanded. It is computed from the sizes of the parts, so nothing has to
 * be expanded.
 */
record DocumentSize(long selections, int depth, long fields, long aliases, long directives) {
    static final DocumentSize NONE = new DocumentSize(0, 0, 0, 0, 0);

    /** Fragments that spread fragments can double the size each time, which would soon overflow any number. */
    private static final long MOST = Integer.MAX_VALUE;

    /** Both selections, side by side. */
    DocumentSize and(DocumentSize other) {
        return new DocumentSize(
                sum(selections, other.selections),
                Math.max(depth, other.depth),
                sum(fields, other.fields),
                sum(aliases, other.aliases),
                sum(directives, other.directives));
    }

    /** One selection with these directives that contains this one. */
    DocumentSize in(int ownDirectives) {
        return new DocumentSize(sum(selections, 1), depth, fields, aliases, sum(directives, ownDirectives));
    }

    /** A field that contains this selection. */
    DocumentSize inField(boolean hasAlias, int ownDirectives) {
        var all = in(ownDirectives);
        return new DocumentSize(all.selections, depth + 1, 1, sum(aliases, hasAlias ? 1 : 0), all.directives);
    }

    /** The same without its depth. */
    DocumentSize flat() {
        return new DocumentSize(selections, 0, fields, aliases, directives);
    }

    private static long sum(long one, long other) {
        return Math.min(MOST, one + other);
    }
}
