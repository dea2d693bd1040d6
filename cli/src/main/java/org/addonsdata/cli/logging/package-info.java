/**
 * What libraries log: errors reach standard error, the rest nobody; our own code reports progress
 * and throws.
 */
@NullMarked
package org.addonsdata.cli.logging;

import org.jspecify.annotations.NullMarked;
