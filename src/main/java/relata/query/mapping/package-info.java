/** What Hibernate's mapping says of entities: their attributes, tables, columns and ids. */
package relata.query.mapping;
