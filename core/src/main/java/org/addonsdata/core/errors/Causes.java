package org.addonsdata.core.errors;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is behind a failure that a library has wrapped. */
public final class Causes {
    private Causes() {}

    /** The failure, its cause, the cause of that, and so on; nothing where none is given. */
    public static Stream<Throwable> of(@Nullable Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    /** The outermost of that kind. */
    public static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
        return of(failure).filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** The one that has no cause. */
    public static Throwable deepest(Throwable failure) {
        return of(failure).reduce(failure, (_, cause) -> cause);
    }
}
