/** Checks the schema against the entities when the server starts, and reports mismatches. */
package relata.query.agreement;
