/** Requests, JSON, and errors. */
package relata.api.message;
