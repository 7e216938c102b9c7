package io.samui.core.persistence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Counts what goes to the database: statements, batches as one, and the most parameters that one of them has. */
final class CountedConnections implements Connections {

    private static final Set<String> EXECUTIONS = Set.of(
            "execute", "executeQuery", "executeUpdate", "executeBatch", "executeLargeUpdate", "executeLargeBatch");

    private final Connections counted;
    private int statements;
    private int mostParameters;

    CountedConnections(Connections counted) {
        this.counted = counted;
    }

    /** Statements and batches so far. */
    synchronized int statements() {
        return statements;
    }

    /** Of any statement so far; each row of a batch has its own. */
    synchronized int mostParameters() {
        return mostParameters;
    }

    @Override
    public DataSource dataSource() {
        return watched(counted.dataSource(), DataSource.class);
    }

    @Override
    public DataSource writer() {
        return counted.writer();
    }

    @Override
    public <T> T writing(Supplier<T> work) {
        return counted.writing(work);
    }

    @Override
    public void close() {
        counted.close();
    }

    private <T> T watched(T target, Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    note(method, arguments);
                    return wrapped(invoke(target, method, arguments));
                }));
    }

    private synchronized void note(Method method, Object @Nullable [] arguments) {
        if (!Statement.class.isAssignableFrom(method.getDeclaringClass())) {
            return;
        }
        if (EXECUTIONS.contains(method.getName())) {
            statements++;
        } else if (method.getName().startsWith("set")
                && method.getDeclaringClass() == PreparedStatement.class
                && arguments != null
                && arguments[0] instanceof Integer index) {
            mostParameters = Math.max(mostParameters, index);
        }
    }

    private @Nullable Object wrapped(@Nullable Object made) {
        if (made instanceof Connection connection) {
            return watched(connection, Connection.class);
        } else if (made instanceof PreparedStatement statement) {
            return watched(statement, PreparedStatement.class);
        } else if (made instanceof Statement statement) {
            return watched(statement, Statement.class);
        }
        return made;
    }

    private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
