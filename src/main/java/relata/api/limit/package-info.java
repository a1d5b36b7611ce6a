/** How much may be asked: limits on documents and arguments, and the cost of an operation. */
package relata.api.limit;
