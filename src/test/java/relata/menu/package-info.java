/** Entities of every kind that developers may write; no product code is adapted to them. */
package relata.menu;
