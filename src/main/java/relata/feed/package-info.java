/** What was committed, told to whoever listens. */
package relata.feed;
