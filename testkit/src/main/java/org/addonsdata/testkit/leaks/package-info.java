/**
 * Looks after every class of tests of every module: what runs or is open before it is compared with
 * what is after it. JUnit finds it by itself, as {@code junit-platform.properties} and the service
 * file beside it say. It knows the operating system and JUnit, and nothing of the product.
 */
@NullMarked
package org.addonsdata.testkit.leaks;

import org.jspecify.annotations.NullMarked;
