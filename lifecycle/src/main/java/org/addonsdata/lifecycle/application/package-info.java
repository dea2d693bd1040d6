/**
 * What an application tells the life cycle about its data: its database, how it comes to be, and
 * its index.
 */
@NullMarked
package org.addonsdata.lifecycle.application;

import org.jspecify.annotations.NullMarked;
