/** GraphQL over HTTP: negotiation, requests, responses, and streams of results. */
package relata.api.http;
