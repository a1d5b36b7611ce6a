/** The types that all packages share: errors, arguments, deadlines, callers. */
package relata.api;
