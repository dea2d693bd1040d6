package org.addonsdata.search.load;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/** Lets as many through at once as is allowed at the moment. */
final class Gate {
    private final IntSupplier allowed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int inside;

    Gate(IntSupplier allowed) {
        this.allowed = allowed;
    }

    void enter() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (inside >= allowed.getAsInt()) {
                changed.await();
            }
            inside++;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            inside--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
