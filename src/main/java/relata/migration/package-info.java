/** Lets one server at a time bring the database up to date. */
package relata.migration;
