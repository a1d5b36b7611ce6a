/** Entities of every kind that people write, to which nothing of the product is adapted. */
package relata.menu;
