/** Filter, order and page any entity. */
package relata.query;
