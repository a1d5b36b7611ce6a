/** GraphiQL, the text of the schema, and the log of their addresses. */
package relata.api.page;
