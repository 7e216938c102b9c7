package io.samui.core.memory;

import io.samui.core.UnitOfWork;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions in memory: one at a time, under a lock; every change leaves a step that undoes it, and a transaction that throws
 * is undone backwards.
 */
final class MemoryUnitOfWork implements UnitOfWork {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryUnitOfWork.class);

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private List<Runnable> afterCommit = new ArrayList<>();

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        if (lock.isHeldByCurrentThread()) {
            return work.get();
        }
        T result;
        List<Runnable> due;
        lock.lock();
        try {
            result = work.get();
            due = afterCommit;
        } catch (Throwable e) {
            undo.forEach(Runnable::run);
            throw e;
        } finally {
            undo.clear();
            afterCommit = new ArrayList<>();
            lock.unlock();
        }
        due.forEach(MemoryUnitOfWork::runLogged);
        return result;
    }

    @Override
    public void afterCommit(Runnable action) {
        if (lock.isHeldByCurrentThread()) {
            afterCommit.add(action);
        } else {
            runLogged(action);
        }
    }

    /** Registers the step that takes back a change just made. */
    void undoWith(Runnable step) {
        requireTransaction();
        undo.push(step);
    }

    void requireTransaction() {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("This is done inside a transaction only");
        }
    }

    private static void runLogged(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("An action after a commit failed; what was committed stays", e);
        }
    }
}
