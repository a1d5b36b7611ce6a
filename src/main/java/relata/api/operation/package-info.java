/** From a request to its result: one operation of a document, with its roles, idempotency key and subscription. */
package relata.api.operation;
