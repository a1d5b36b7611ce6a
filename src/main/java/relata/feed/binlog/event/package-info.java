/** Decodes binlog events into transactions and the records that they change. */
package relata.feed.binlog.event;
