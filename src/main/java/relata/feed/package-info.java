/** The latest transactions, as the binlog tells them, and the cursors of their changes. */
package relata.feed;
