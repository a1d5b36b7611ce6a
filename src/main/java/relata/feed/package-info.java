/** Which subscriber receives which change, from which cursor. */
package relata.feed;
