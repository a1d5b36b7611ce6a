/** The threads that run operations, their queues, and graceful shutdown. */
package relata.api.work;
