package io.samui.core.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** Puts a hook before every method of a port, for tests of what happens when something is away or somebody is faster. */
public final class Interception {

    private Interception() {}

    /**
     * The port, with a hook.
     *
     * @param before gets the method's name; what it throws the caller gets
     */
    public static <T> T of(Class<T> port, T target, Consumer<String> before) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    before.accept(method.getName());
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
