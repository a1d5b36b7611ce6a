/** What the values of a Java type are in a column, an answer, an input and a cursor. */
package relata.query.type;
