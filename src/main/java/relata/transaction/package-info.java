/** One operation, one unit of work in the database: snapshots, retries, and what is said of failures. */
package relata.transaction;
