/**
 * Read replicas: which of them may answer a query, and how far behind the primary each is. Positions of the change feed
 * tell both.
 */
package relata.replica;
