/** GraphQL over WebSocket: the states of the protocol graphql-transport-ws. */
package relata.api.socket;
