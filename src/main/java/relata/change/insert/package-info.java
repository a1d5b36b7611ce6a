/** Inserts new records, with those that they lead to. */
package relata.change.insert;
