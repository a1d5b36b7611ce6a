/** Filters, orders and cursors, written as SQL about a table and those joined to it. */
package relata.query.sql;
