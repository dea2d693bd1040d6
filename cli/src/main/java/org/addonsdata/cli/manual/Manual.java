package org.addonsdata.cli.manual;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.addonsdata.core.errors.ExitStatus;

/** What a command teaches those who ask for help. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Manual {
    /** How it goes about its work, a paragraph each; may be empty. */
    String[] details() default {};

    /** What is different afterwards, in one or two sentences. */
    String changes();

    /** How it may end, beyond done, failed and a wrong flag. */
    ExitStatus[] ends() default {};

    /** What an exit status says of this command, such as {@code "5: they differ"}. */
    String[] endsWith() default {};

    /** At least one. */
    Example[] examples();

    /** A command line and what it does. */
    @interface Example {
        /** As typed in a shell. */
        String line();

        /** What it does, without a full stop. */
        String does();
    }
}
