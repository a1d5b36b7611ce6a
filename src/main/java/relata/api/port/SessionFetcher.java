package relata.api.port;

import graphql.schema.DataFetcher;

/** Writes through Hibernate's session. */
@FunctionalInterface
public interface SessionFetcher<T> extends DataFetcher<T> {}
