/**
 * What a run was asked to do: flags over the environment (which is how make passes its variables)
 * over the configuration files (the project's over the user's) over what `up` remembered for this
 * project over defaults, each value checked once and known by where it came from.
 */
@NullMarked
package org.addonsdata.cli.settings;

import org.jspecify.annotations.NullMarked;
