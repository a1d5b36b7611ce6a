/** Connections to the database servers: their settings, how statements are cancelled, and which servers respond. */
package relata.connection;
