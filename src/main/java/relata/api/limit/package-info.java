/** How much may be asked: the limits of documents and of arguments, and what an operation could cost. */
package relata.api.limit;
