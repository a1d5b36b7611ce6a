/** One operation, one unit of work in the database: snapshots, retries, deadlines, and the database's health. */
package relata.transaction;
