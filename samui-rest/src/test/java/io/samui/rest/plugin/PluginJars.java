package io.samui.rest.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** Makes plugin jars from source, so that their classes are in no other place. */
public final class PluginJars {

    private PluginJars() {}

    /** A jar with a blob storage provider of that name, which keeps blobs in memory. */
    public static Path storage(Path jar, String className, String providerName) throws IOException {
        return storage(jar, className, providerName, "");
    }

    /**
     * As {@link #storage(Path, String, String)}, with more in the class.
     *
     * @param members further Java source inside the provider class
     */
    public static Path storage(Path jar, String className, String providerName, String members) throws IOException {
        String source = """
                package plugged;

                public class %s implements io.samui.core.storage.BlobStorageProvider {
                    %s
                    public String name() {
                        return "%s";
                    }
                    public io.samui.core.storage.BlobStorage create(io.samui.core.spi.ProviderConfig config) {
                        if (Thread.currentThread().getContextClassLoader() != getClass().getClassLoader()) {
                            throw new IllegalStateException("called with another context loader");
                        }
                        return new io.samui.core.memory.MemoryBlobStorage(java.time.Clock.systemUTC());
                    }
                }
                """.formatted(className, members, providerName);
        Map<String, String> service =
                Map.of("META-INF/services/io.samui.core.storage.BlobStorageProvider", "plugged." + className + "\n");
        return jar(jar, Map.of("plugged/" + className + ".java", source), service);
    }

    /** A jar of compiled sources and of texts as they are. */
    static Path jar(Path jar, Map<String, String> sources, Map<String, String> texts) throws IOException {
        Path classes = Files.createTempDirectory("plugin-classes");
        compile(sources, classes);
        Files.createDirectories(jar.getParent());
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String name = classes.relativize(file).toString().replace('\\', '/');
                if (name.endsWith(".class")) {
                    entry(zip, name, Files.readAllBytes(file));
                }
            }
            for (Map.Entry<String, String> text : texts.entrySet()) {
                entry(zip, text.getKey(), text.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private static void compile(Map<String, String> sources, Path classes) throws IOException {
        if (sources.isEmpty()) {
            return;
        }
        Path folder = Files.createTempDirectory("plugin-sources");
        List<String> arguments = new java.util.ArrayList<>(
                List.of("-d", classes.toString(), "-proc:none", "-cp", System.getProperty("java.class.path")));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (result != 0) {
            throw new IllegalStateException("The plugin's source does not compile");
        }
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
