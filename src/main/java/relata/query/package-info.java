/** Answers fields with records of any entity, by plans that are compiled once. */
package relata.query;
