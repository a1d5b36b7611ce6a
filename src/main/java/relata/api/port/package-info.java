/** What rooms ask of each other without knowing each other. */
package relata.api.port;
