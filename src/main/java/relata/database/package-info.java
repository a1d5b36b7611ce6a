/** The MariaDB that Relata brings along. */
package relata.database;
