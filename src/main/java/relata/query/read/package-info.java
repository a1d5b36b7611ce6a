/** Reads the rows of records, and of the lists below them. */
package relata.query.read;
