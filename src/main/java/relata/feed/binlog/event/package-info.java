/** What the events of a binlog say: transactions, and the records that they change. */
package relata.feed.binlog.event;
