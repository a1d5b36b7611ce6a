/** Explains what the constraints of the database refuse. */
package relata.change.conflict;
