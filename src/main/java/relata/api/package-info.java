/** The words that all rooms share: errors, arguments, deadlines, callers, and the ports that other rooms implement. */
package relata.api;
