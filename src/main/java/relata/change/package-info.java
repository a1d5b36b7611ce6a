/** Change any entity, whole or not at all. */
package relata.change;
