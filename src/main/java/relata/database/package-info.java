/** The MariaDB that is bundled with Relata. */
package relata.database;
