/** What may be asked: documents, parsed and validated once, and variables that fit them. */
package relata.api.document;
