/** Compiles a field into what runs for each request: its statements, and how their rows become the response. */
package relata.query.plan;
