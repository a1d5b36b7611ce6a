/** Writes filters, orders and cursors as SQL on a table and those joined to it. */
package relata.query.sql;
