package relata.api.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * How much one request may ask for, under `relata.limits`. What is beyond is LIMIT_EXCEEDED, as far as that can be told
 * before any SQL.
 */
@ConfigMapping(prefix = "relata.limits")
public interface LimitSettings {
    /** Tokens in a document: names, numbers, strings and punctuation. */
    @WithDefault("5000")
    int tokens();

    /** Characters of a number in a document. */
    @WithDefault("1000")
    int numberCharacters();

    /** Selections in a document, once more for each time that a fragment is spread. */
    @WithDefault("20000")
    int selections();

    /** Fields in one another. */
    @WithDefault("15")
    int depth();

    /** Aliases in an operation, its fragments written out. */
    @WithDefault("60")
    int aliases();

    /** Fields of Query or Mutation in an operation. */
    @WithDefault("50")
    int rootFields();

    /** Directives in an operation, its fragments written out. */
    @WithDefault("50")
    int directives();

    /** Fields in one another in an introspection. */
    @WithDefault("20")
    int introspectionDepth();

    /** How often an operation may select `__schema`, `__type` and each list of what types have. */
    @WithDefault("1")
    int introspections();

    /**
     * Records that an operation could answer at most, where lists without `first` count 10; those that are really read
     * for it; and those that it changes by filters, with what goes along.
     */
    @WithDefault("50000")
    int cost();

    /** Values in an answer, or in one event of a subscription, counted while it is put together. */
    @WithDefault("250000")
    int answer();

    /** Elements of a list in a filter: `in`, `and`, `or`. */
    @WithDefault("1000")
    int filterList();

    /** Filters in one another; lookups on a single value don't count, nor do `some`, `every` and `none`. */
    @WithDefault("15")
    int filterNesting();

    /** Values and objects in all filters and orders of an operation. */
    @WithDefault("5000")
    int filterValues();

    /** Ids in `nodes`. */
    @WithDefault("500")
    int nodes();

    /** Elements of a list that a mutation takes. */
    @WithDefault("500")
    int pluralInputs();
}
