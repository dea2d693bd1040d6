/**
 * What every addons database starts with: the constants that rows name by number, application
 * versions with their codes, licences, promoted groups, reserved slugs and the two accounts that
 * the application itself needs. Knows nothing of add-ons.
 */
@NullMarked
package org.addonsdata.addons.reference;

import org.jspecify.annotations.NullMarked;
