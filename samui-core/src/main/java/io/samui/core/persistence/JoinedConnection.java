package io.samui.core.persistence;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;

/**
 * A host's connection inside its transaction, as Hibernate takes it for one of its own: a commit leaves everything to the host's, a
 * rollback takes back what was done since it was handed out.
 */
final class JoinedConnection implements InvocationHandler {

    private final Connection host;
    private final Savepoint before;
    private boolean closed;

    private JoinedConnection(Connection host, Savepoint before) {
        this.host = host;
        this.before = before;
    }

    static Connection of(Connection host) throws SQLException {
        if (host.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
            throw new SQLException(
                    "The transaction that samui is called in must be READ COMMITTED: under the queue's lock a"
                            + " statement has to see what was committed before the lock was had");
        }
        return (Connection) Proxy.newProxyInstance(
                JoinedConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new JoinedConnection(host, host.setSavepoint()));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "commit" -> host.releaseSavepoint(before);
            case "rollback" -> {
                host.rollback(before);
                host.releaseSavepoint(before);
            }
            case "close" -> closed = true;
            case "isClosed" -> {
                return closed || host.isClosed();
            }
            case "setAutoCommit" -> {
                // it is off, and stays so
            }
            default -> {
                return passOn(host, method, arguments);
            }
        }
        return null;
    }

    static @Nullable Object passOn(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
