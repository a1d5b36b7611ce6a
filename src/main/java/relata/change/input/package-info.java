/** The inputs of mutations, and the rules that can be checked without the database. */
package relata.change.input;
