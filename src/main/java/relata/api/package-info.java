/** GraphQL over HTTP. */
package relata.api;
