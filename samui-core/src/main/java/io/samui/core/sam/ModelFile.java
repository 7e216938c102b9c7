package io.samui.core.sam;

import io.samui.core.ConfigurationException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One file of a model bundle, on disk or on the class path.
 *
 * @param name      the file's name, for messages
 * @param path      where it lies; null for a file on the class path. External data lies beside it
 * @param resource  absolute name of the class path resource; null for a file on disk
 * @param loader    the class loader of the resource; null for a file on disk
 * @param signature what the manifest says of inputs and outputs; null where it says nothing. TorchScript needs it
 * @param method    the TorchScript method to call
 */
public record ModelFile(
        String name,
        @Nullable Path path,
        @Nullable String resource,
        @Nullable ClassLoader loader,
        @Nullable GraphSignature signature,
        String method) {

    public static final String DEFAULT_METHOD = "forward";

    /** For messages: the path, or the name of the resource. */
    String where() {
        return path != null ? path.toString() : String.valueOf(resource);
    }

    public Optional<GraphSignature> declaredSignature() {
        return Optional.ofNullable(signature);
    }

    /** The file on disk; also of a resource that is not packed into a jar, since other files may lie beside it. */
    public Optional<Path> onDisk() {
        if (path != null) {
            return Optional.of(path);
        }
        URL url = url();
        try {
            return url != null && "file".equals(url.getProtocol())
                    ? Optional.of(Path.of(url.toURI()))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * Its bytes from the start; the caller closes them.
     *
     * @throws IOException also when there is no such file; {@link #unreadable} tells which
     */
    public InputStream open() throws IOException {
        if (path != null) {
            return Files.newInputStream(path);
        }
        InputStream in = resource == null ? null : from().getResourceAsStream(resource);
        if (in == null) {
            throw new FileNotFoundException("no resource " + resource + " on the class path");
        }
        return in;
    }

    /** What to throw when reading it failed. */
    public ConfigurationException unreadable(IOException e) {
        boolean missing = e instanceof NoSuchFileException || e instanceof FileNotFoundException;
        String place = path != null ? path.toString() : "class path resource " + resource;
        return new ConfigurationException(
                missing
                        ? "There is no model file " + place
                        : "The model file " + place + " cannot be read: " + e.getMessage(),
                e);
    }

    /**
     * What a file is that was taken for a model and is none, whatever the format: empty, a page, a pointer to the weights.
     *
     * @param head its first bytes, some hundred
     * @return a noun with the remedy; empty when it is none of these
     */
    public static Optional<String> lookalike(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
        if (head.length == 0) {
            return Optional.of("an empty file");
        }
        if (text.startsWith("version https://git-lfs")) {
            return Optional.of(
                    "a git-lfs pointer: the weights themselves were not fetched. Run git lfs pull where it came from");
        }
        if (text.startsWith("<!doctype") || text.startsWith("<html") || text.startsWith("<?xml")) {
            return Optional.of("a web page: the download answered with a page instead of the file. Download it again");
        }
        return Optional.empty();
    }

    private @Nullable URL url() {
        return resource == null ? null : from().getResource(resource);
    }

    private ClassLoader from() {
        return loader == null ? ModelFile.class.getClassLoader() : loader;
    }
}
