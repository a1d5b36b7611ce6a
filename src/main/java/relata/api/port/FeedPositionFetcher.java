package relata.api.port;

import graphql.schema.DataFetcher;

/** Fetches the feed position at which the snapshot of an operation was taken. */
@FunctionalInterface
public interface FeedPositionFetcher extends DataFetcher<String> {}
