package io.samui.core.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts a hook before or after every method of a port, for tests of what happens when something is away or somebody is faster. */
public final class Interception {

    private Interception() {}

    /**
     * The port, with a hook.
     *
     * @param before gets the method's name; what it throws the caller gets
     */
    public static <T> T of(Class<T> port, T target, Consumer<String> before) {
        return of(port, target, before, (method, result) -> result);
    }

    /**
     * The port, with another look at what its methods return.
     *
     * @param after gets a method's name and what it returned, and returns what the caller gets
     */
    public static <T> T returning(
            Class<T> port, T target, BiFunction<String, @Nullable Object, @Nullable Object> after) {
        return of(port, target, method -> {}, after);
    }

    private static <T> T of(
            Class<T> port,
            T target,
            Consumer<String> before,
            BiFunction<String, @Nullable Object, @Nullable Object> after) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    before.accept(method.getName());
                    try {
                        return after.apply(method.getName(), method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
