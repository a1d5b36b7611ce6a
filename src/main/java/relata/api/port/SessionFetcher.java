package relata.api.port;

import graphql.schema.DataFetcher;

/** Writes by way of Hibernate's session. */
@FunctionalInterface
public interface SessionFetcher<T> extends DataFetcher<T> {}
