/** One request that a plan answers: the values of its arguments, the rows that were read for it, and what failed. */
package relata.query.run;
