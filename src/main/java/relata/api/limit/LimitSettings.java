package relata.api.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much one request may ask for, under `relata.limits`. More is LIMIT_EXCEEDED, before any SQL where possible. */
@ConfigMapping(prefix = "relata.limits")
public interface LimitSettings {
    /** Tokens in a document: names, numbers, strings and punctuation. */
    @WithDefault("5000")
    int tokens();

    /** Characters of a number in a document. */
    @WithDefault("1000")
    int numberCharacters();

    /** Selections in a document; a fragment counts each time it is spread. */
    @WithDefault("20000")
    int selections();

    /** Levels of nested fields. */
    @WithDefault("15")
    int depth();

    /** Aliases in an operation, with its fragments expanded. */
    @WithDefault("60")
    int aliases();

    /** Fields of Query or Mutation in an operation. */
    @WithDefault("50")
    int rootFields();

    /** Directives in an operation, with its fragments expanded. */
    @WithDefault("50")
    int directives();

    /** Levels of nested fields in an introspection. */
    @WithDefault("20")
    int introspectionDepth();

    /** How often an operation may select `__schema`, `__type` and each list of the parts of a type. */
    @WithDefault("1")
    int introspections();

    /**
     * Records that an operation could return at most, where lists without `first` count 10; records that it actually
     * reads; and records that it changes by filters, dependent records included.
     */
    @WithDefault("50000")
    int cost();

    /** Values in an answer, or in one event of a subscription, counted while it is assembled. */
    @WithDefault("250000")
    int answer();

    /** Elements of a list in a filter: `in`, `and`, `or`. */
    @WithDefault("1000")
    int filterList();

    /** Levels of nested filters; lookups on a single value don't count, nor do `some`, `every` and `none`. */
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
