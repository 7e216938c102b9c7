package io.samui.core.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Where providers are looked up: the only use of {@link ServiceLoader}. */
public final class ClassPath {

    private ClassPath() {}

    /** The providers that the loader sees, made by their constructors. */
    public static <P> List<P> providers(Class<P> spi, ClassLoader loader) {
        List<P> found = new ArrayList<>();
        ServiceLoader.load(spi, loader).forEach(found::add);
        return found;
    }
}
