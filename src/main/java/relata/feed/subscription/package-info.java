/** What each subscriber receives: which changes, and after which cursor. */
package relata.feed.subscription;
