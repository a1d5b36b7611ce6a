/** Connections to the database's servers: their settings, how statements are stopped, and which servers answer. */
package relata.connection;
