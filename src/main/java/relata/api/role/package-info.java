/** Who asks, and what they may. */
package relata.api.role;
