/** Runs each operation as one unit of work in the database: snapshots, retries, and reports of failures. */
package relata.transaction;
