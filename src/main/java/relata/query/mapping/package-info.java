/** What Hibernate's mapping says about entities: their attributes, tables, columns and ids. */
package relata.query.mapping;
