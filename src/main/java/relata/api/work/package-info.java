/** The threads that operations run on, who waits for one, and the end of the server. */
package relata.api.work;
