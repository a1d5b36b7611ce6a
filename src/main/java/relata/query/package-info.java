/** Answers fields that return records of any entity, with plans that are compiled once. */
package relata.query;
