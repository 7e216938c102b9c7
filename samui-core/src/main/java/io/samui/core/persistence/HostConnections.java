package io.samui.core.persistence;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections of a host's data source; a thread in one of the host's transactions gets that one's. */
final class HostConnections implements Connections {

    private final Connections others;
    private final HostTransactions host;
    // of several databases in one JVM each has its own
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Boolean> afterCommit = new ThreadLocal<>();

    /**
     * @param others for threads that are in no transaction of the host's
     */
    HostConnections(Connections others, HostTransactions host) {
        this.others = others;
        this.host = host;
    }

    @Override
    public DataSource dataSource() {
        DataSource source = others.dataSource();
        return (DataSource) Proxy.newProxyInstance(
                HostConnections.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    Optional<Connection> joined =
                            method.getName().equals("getConnection") ? joined() : Optional.empty();
                    return joined.isPresent()
                            ? JoinedConnection.of(joined.get())
                            : JoinedConnection.passOn(source, method, arguments);
                });
    }

    @Override
    public DataSource writer() {
        return others.writer();
    }

    /** A joined writer has its connection, and maybe the queue's lock: to wait for a turn could be to wait for those who wait for it. */
    @Override
    public <T> T writing(Supplier<T> work) {
        return joined().isPresent() ? work.get() : others.writing(work);
    }

    @Override
    public void afterCommit(Runnable action) {
        if (joined().isPresent()) {
            host.afterCommit(() -> outside(action));
        } else {
            others.afterCommit(action);
        }
    }

    /** Hosts call after a commit with the ended transaction still at hand. */
    private void outside(Runnable action) {
        afterCommit.set(Boolean.TRUE);
        try {
            action.run();
        } finally {
            afterCommit.remove();
        }
    }

    private Optional<Connection> joined() {
        return afterCommit.get() == null ? host.current() : Optional.empty();
    }

    @Override
    public void close() {
        others.close();
    }
}
