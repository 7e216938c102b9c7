package io.samui.rest.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the plugin's own jars first, so that it may bring other versions of what the server uses. What both sides must
 * share comes from the server: the JDK, samui-core and slf4j.
 */
final class PluginClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final List<String> SHARED =
            List.of("java.", "javax.", "jdk.", "sun.", "io.samui.core.", "org.slf4j.");

    PluginClassLoader(String id, URL[] jars, ClassLoader parent) {
        super("plugin-" + id, jars, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (SHARED.stream().anyMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> found = findLoadedClass(name);
            if (found == null) {
                found = ownOrNull(name);
            }
            return found == null ? super.loadClass(name, resolve) : found;
        }
    }

    private @Nullable Class<?> ownOrNull(String name) {
        try {
            return findClass(name);
        } catch (ClassNotFoundException e) {
            return null; // then it is the server's, or nobody's
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
        all.addAll(Collections.list(getParent().getResources(name)));
        return Collections.enumeration(all);
    }
}
