/**
 * Looks for what is wrong with an installation. Each {@link org.addonsdata.cli.doctor.Check} looks
 * at one thing of the {@link org.addonsdata.cli.doctor.Patient} and tells findings, each with what
 * to do about it and, where that is safe, how to do it; the {@link
 * org.addonsdata.cli.doctor.Doctor} runs them all, whatever becomes of one. Nothing is changed but
 * by a remedy that was asked for.
 */
@NullMarked
package org.addonsdata.cli.doctor;

import org.jspecify.annotations.NullMarked;
