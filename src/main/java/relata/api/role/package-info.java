/** Who asks, and what they may do. */
package relata.api.role;
