package io.samui.core.spi;

import java.util.function.Supplier;

/**
 * Runs calls into a provider with the provider's own class loader as the thread's context loader, through which engines find
 * their parts.
 */
public final class ContextLoader {

    private ContextLoader() {}

    public static <T> T call(ClassLoader loader, Supplier<T> call) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return call.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
