/** GraphQL over WebSocket: the protocol graphql-transport-ws as states. */
package relata.api.socket;
