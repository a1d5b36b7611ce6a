/** Changes records of any entity, atomically. */
package relata.change;
