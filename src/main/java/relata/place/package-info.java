/** Places, the restaurants in them, and who waits there. */
package relata.place;
