/**
 * Read replicas: which of them may answer a query, and how far each is behind the primary. Both are determined from
 * positions of the change feed.
 */
package relata.replica;
