/** Converts the values of a Java type between columns, responses, inputs and cursors. */
package relata.query.type;
