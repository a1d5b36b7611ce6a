/** The words that all rooms share: errors, arguments, deadlines, callers. */
package relata.api;
