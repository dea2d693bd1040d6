/**
 * Views, triggers, routines and events as a server has them: listed with their definers, read by
 * SHOW CREATE, checked, and created again. An object's text comes from the server that holds it or
 * is checked as if it came from a stranger; either way its head is written here, so that it names
 * the definer that it is meant to have.
 */
@NullMarked
package org.addonsdata.snapshot.objects;

import org.jspecify.annotations.NullMarked;
