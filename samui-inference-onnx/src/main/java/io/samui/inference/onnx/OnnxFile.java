package io.samui.inference.onnx;

import io.samui.core.ConfigurationException;
import io.samui.core.sam.GraphSignature;
import io.samui.core.sam.ModelFile;
import java.io.BufferedInputStream;
import java.io.EOFException;
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

/** An ONNX file wherever it lies, and what is wrong with one that is none. */
final class OnnxFile {

    private static final int PEEK = 256;

    private final ModelFile file;

    OnnxFile(ModelFile file) {
        this.file = file;
    }

    /** The file on disk; also for a resource that is not packed into a jar, since external data is only found beside a file. */
    Optional<Path> onDisk() {
        if (file.path() != null) {
            return Optional.of(file.path());
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
     * @throws ConfigurationException when there is none
     */
    byte[] bytes() {
        try (InputStream in = open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * @throws ConfigurationException when the file is missing, cut short, or no ONNX model that samui can feed
     */
    GraphSignature signature() {
        try (InputStream in = new BufferedInputStream(open(), 1 << 16)) {
            in.mark(PEEK);
            byte[] head = in.readNBytes(PEEK);
            in.reset();
            Optional<String> somethingElse = lookalike(head);
            if (somethingElse.isPresent()) {
                throw new ConfigurationException(file.name() + " is not an ONNX model but " + somethingElse.get());
            }
            return OnnxSignatureReader.read(in);
        } catch (OnnxSignatureReader.UnsupportedException e) {
            throw new ConfigurationException(file.name() + ": " + e.getMessage(), e);
        } catch (EOFException e) {
            throw new ConfigurationException(
                    file.name() + " is cut short: its last part is missing. Copy or download it again", e);
        } catch (ProtobufReader.MalformedException | ArithmeticException e) {
            throw new ConfigurationException(
                    file.name() + " is not an ONNX model (" + e.getMessage() + "). Copy or download it again", e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private InputStream open() throws IOException {
        if (file.path() != null) {
            return Files.newInputStream(file.path());
        }
        URL url = url();
        if (url == null) {
            throw new FileNotFoundException("no resource " + file.resource() + " on the class path");
        }
        return url.openStream();
    }

    private @Nullable URL url() {
        ClassLoader loader = file.loader() == null ? OnnxFile.class.getClassLoader() : file.loader();
        return file.resource() == null ? null : loader.getResource(file.resource());
    }

    private ConfigurationException unreadable(IOException e) {
        boolean missing = e instanceof NoSuchFileException || e instanceof FileNotFoundException;
        return new ConfigurationException(
                missing
                        ? "There is no model file " + where()
                        : "The model file " + where() + " cannot be read: " + e.getMessage(),
                e);
    }

    private String where() {
        return file.path() != null ? file.path().toString() : "class path resource " + file.resource();
    }

    private static Optional<String> lookalike(byte[] head) {
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
        if (text.startsWith("pk\u0003\u0004")) {
            return Optional.of("a zip archive, as TorchScript and checkpoint files are. Export the model to ONNX");
        }
        return Optional.empty();
    }
}
