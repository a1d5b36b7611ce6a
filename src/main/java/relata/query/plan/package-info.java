/** What is compiled of a field, and run for each request: its statements, and how their rows become the answer. */
package relata.query.plan;
