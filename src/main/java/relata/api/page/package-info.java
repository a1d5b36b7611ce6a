/** GraphiQL, the schema as text, and where to find them. */
package relata.api.page;
