/**
 * How long a person waits for the commands of a normal day, measured from outside as a person does.
 */
@NullMarked
package org.addonsdata.bench.startup;

import org.jspecify.annotations.NullMarked;
