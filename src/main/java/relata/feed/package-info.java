/** The change feed: recent transactions, as read from the binlog, and cursors for their changes. */
package relata.feed;
