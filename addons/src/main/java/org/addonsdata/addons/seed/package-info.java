/**
 * The catalogue to work with: the default add-ons, and generated ones beyond them in any number.
 * Both describe add-ons, users and collections as drafts; one {@link
 * org.addonsdata.addons.seed.CatalogueWriter} gives them ids, works out the columns that repeat
 * what other tables say, and writes the rows. Everything follows from one number, every entity from
 * a random stream of its own, so that a change to one leaves the others as they are. Memory does
 * not grow with the number of add-ons.
 */
@NullMarked
package org.addonsdata.addons.seed;

import org.jspecify.annotations.NullMarked;
