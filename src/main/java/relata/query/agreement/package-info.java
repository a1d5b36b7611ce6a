/** Holds the schema to the entities: what does not go together is told when the server starts. */
package relata.query.agreement;
