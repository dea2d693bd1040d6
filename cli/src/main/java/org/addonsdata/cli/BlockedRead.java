package org.addonsdata.cli;

import java.util.Arrays;
import java.util.List;

/**
 * Whether a thread is stuck in opening or reading a file, as of a named pipe that nobody writes to
 * or a network disk that does not answer: no interruption ends that, and nothing is cleaned up
 * after it.
 */
final class BlockedRead {
    private static final long SAMPLE_MILLIS = 200;

    /** In so many samples on end, in the very same call. */
    private static final int SAMPLES = 3;

    private static final List<String> CLASSES =
            List.of(
                    "sun.nio.fs.UnixNativeDispatcher",
                    "sun.nio.ch.UnixFileDispatcherImpl",
                    "sun.nio.ch.FileDispatcherImpl",
                    "java.io.FileInputStream",
                    "java.io.RandomAccessFile");

    private BlockedRead() {}

    /** Runs the action once the thread turns out to be stuck; ends with the thread otherwise. */
    static void watch(Thread thread, Runnable action) {
        Thread.ofPlatform()
                .name("blocked-read")
                .daemon()
                .start(() -> {
                    if (isStuck(thread)) {
                        action.run();
                    }
                });
    }

    private static boolean isStuck(Thread thread) {
        var before = new StackTraceElement[0];
        int same = 0;
        while (thread.isAlive()) {
            var now = thread.getStackTrace();
            same = isReading(now) && Arrays.equals(now, before) ? same + 1 : 0;
            if (same == SAMPLES) {
                return true;
            }
            before = now;
            try {
                Thread.sleep(SAMPLE_MILLIS);
            } catch (InterruptedException e) {
                return false;
            }
        }
        return false;
    }

    private static boolean isReading(StackTraceElement[] stack) {
        return stack.length > 0
                && stack[0].isNativeMethod()
                && CLASSES.contains(stack[0].getClassName())
                && stack[0].getMethodName().matches("(open|read|pread|stat|lstat|access).*");
    }
}
