package org.addonsdata.core.progress;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class ForwardingTaskTest {
    /** A default method that is not handed on is lost without a word, as a compiler sees none. */
    @Test
    void everythingThatATaskIsToldIsHandedOn() {
        for (var method : Progress.Task.class.getMethods()) {
            assertThatCode(() ->
                            ForwardingTask.class.getDeclaredMethod(
                                    method.getName(), method.getParameterTypes()))
                    .as(method.getName())
                    .doesNotThrowAnyException();
        }
    }
}
