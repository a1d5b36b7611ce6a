/** What each subscriber is sent: which changes, from which cursor on. */
package relata.feed.subscription;
