/** People, and the one Adhar each may hold. */
package relata.person;
