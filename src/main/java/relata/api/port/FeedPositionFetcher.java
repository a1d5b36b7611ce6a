package relata.api.port;

import graphql.schema.DataFetcher;

/** Answers where in the change feed the snapshot of an operation was taken. */
@FunctionalInterface
public interface FeedPositionFetcher extends DataFetcher<String> {}
