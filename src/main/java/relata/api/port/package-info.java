/** Interfaces between packages that do not depend on each other. */
package relata.api.port;
