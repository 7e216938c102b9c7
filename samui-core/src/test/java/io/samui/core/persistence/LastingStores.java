package io.samui.core.persistence;

import io.samui.core.Stores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The same stores for each test of a class, with nothing in them: most of a test's time would go into making them. */
final class LastingStores implements AutoCloseable {

    private final Callable<Stores> opener;
    private final Callable<?> emptier;
    private @Nullable Stores lasting;

    /**
     * @param opener  opens stores with nothing in them
     * @param emptier takes every row out of what was opened
     */
    LastingStores(Callable<Stores> opener, Callable<?> emptier) {
        this.opener = opener;
        this.emptier = emptier;
    }

    /** Empty, whatever a test before left. Their own close does nothing. */
    Stores emptied() throws Exception {
        if (lasting == null) {
            lasting = opener.call();
        } else {
            emptier.call();
        }
        Stores stores = lasting;
        return (Stores) Proxy.newProxyInstance(
                LastingStores.class.getClassLoader(), new Class<?>[] {Stores.class}, (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("close") ? null : method.invoke(stores, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public void close() {
        if (lasting != null) {
            lasting.close();
        }
    }
}
