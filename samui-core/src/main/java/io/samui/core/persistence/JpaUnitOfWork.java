package io.samui.core.persistence;

import io.samui.core.StoreException;
import io.samui.core.UnitOfWork;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.PersistenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions of one database. Writing takes the write side of the {@link Connections}; a read outside a transaction takes the
 * read side, so that it never waits for a writer.
 */
final class JpaUnitOfWork implements UnitOfWork {

    private static final Logger LOG = LoggerFactory.getLogger(JpaUnitOfWork.class);

    private final EntityManagerFactory factory;
    private final Connections connections;
    // several databases may be open in one JVM, each with its own transactions
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Current> current = new ThreadLocal<>();

    private record Current(EntityManager manager, List<Runnable> afterCommit) {}

    JpaUnitOfWork(EntityManagerFactory factory, Connections connections) {
        this.factory = factory;
        this.connections = connections;
    }

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        return write(manager -> work.get());
    }

    @Override
    public void afterCommit(Runnable action) {
        Current running = current.get();
        if (running != null) {
            running.afterCommit().add(action);
        } else {
            connections.afterCommit(() -> runLogged(action));
        }
    }

    /** Runs in the caller's transaction, else in one of its own. */
    <T> T write(Function<EntityManager, T> work) {
        Current running = current.get();
        if (running != null) {
            return join(running.manager(), work);
        }
        List<Runnable> due = new ArrayList<>();
        T result = connections.writing(() -> transaction(manager -> {
            current.set(new Current(manager, due));
            try {
                return work.apply(manager);
            } finally {
                current.remove();
            }
        }));
        due.forEach(action -> connections.afterCommit(() -> runLogged(action)));
        return result;
    }

    /** Runs in the caller's transaction, else in a reading one of its own. What it reads is not watched for changes. */
    <T> T read(Function<EntityManager, T> work) {
        Current running = current.get();
        Function<EntityManager, T> reading = manager -> {
            Session session = manager.unwrap(Session.class);
            session.setDefaultReadOnly(true);
            try {
                return work.apply(manager);
            } finally {
                session.setDefaultReadOnly(false);
            }
        };
        return running != null ? join(running.manager(), reading) : transaction(reading);
    }

    void requireTransaction() {
        if (current.get() == null) {
            throw new IllegalStateException("This is done inside a transaction only");
        }
    }

    /**
     * Entities do not outlive the call that read them: the next one in the transaction sees what others have committed since,
     * under the queue's lock say, and not a copy from before it was had.
     */
    private static <T> T join(EntityManager manager, Function<EntityManager, T> work) {
        T result = work.apply(manager);
        manager.flush();
        manager.clear();
        return result;
    }

    private <T> T transaction(Function<EntityManager, T> work) {
        try (EntityManager manager = factory.createEntityManager()) {
            EntityTransaction transaction = manager.getTransaction();
            transaction.begin();
            try {
                T result = work.apply(manager);
                transaction.commit();
                return result;
            } catch (RuntimeException | Error e) {
                rollBack(transaction, e);
                throw e;
            }
        } catch (PersistenceException e) {
            throw new StoreException(
                    "The database did not do its part: " + Causes.rootMessage(e)
                            + ". Check that it can be reached and that its disk has room, then try again",
                    e);
        }
    }

    private static void rollBack(EntityTransaction transaction, Throwable failure) {
        try {
            if (transaction.isActive()) {
                transaction.rollback();
            }
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
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
