/** Places, the restaurants at them, and their waiters. */
package relata.place;
