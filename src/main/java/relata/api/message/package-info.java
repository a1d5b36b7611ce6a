/** What is read and written: requests, JSON, and errors. */
package relata.api.message;
