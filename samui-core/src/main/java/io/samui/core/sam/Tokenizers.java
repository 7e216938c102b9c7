package io.samui.core.sam;

import io.samui.core.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a model's tokenizer is: beside the model, else the one that samui's build makes; a build without npm has none. It is read
 * when the first text comes. Thread-safe.
 */
final class Tokenizers {

    static final String FILE = "tokenizer.json";

    /** What to do where there is none. */
    static final String REMEDY =
            "this build of samui has no CLIP tokenizer. Put the model's tokenizer.json beside its files, or "
                    + "build samui where npm is";

    private static final String CLIP = "clip/" + FILE;

    private final ModelBundle.@Nullable BundleFile own;
    private final boolean packed;
    private @Nullable TextTokenizer read;

    /**
     * @param own the bundle's; null where it brings none
     */
    Tokenizers(ModelBundle.@Nullable BundleFile own) {
        this(own, Tokenizers.class.getResource(CLIP) != null);
    }

    /**
     * @param packed whether this build has CLIP's
     */
    Tokenizers(ModelBundle.@Nullable BundleFile own, boolean packed) {
        this.own = own;
        this.packed = packed;
    }

    boolean present() {
        return own != null || packed;
    }

    /** The bundle's own file: a part of the model. */
    Optional<ModelBundle.BundleFile> ownFile() {
        return Optional.ofNullable(own);
    }

    /**
     * @throws ConfigurationException when there is none, or it cannot be read
     */
    synchronized TextTokenizer get() {
        TextTokenizer tokenizer = read;
        if (tokenizer == null) {
            tokenizer = read();
            read = tokenizer;
        }
        return tokenizer;
    }

    private TextTokenizer read() {
        try (InputStream in = open()) {
            return TokenizerFile.read(
                    in.readAllBytes(),
                    own == null ? "CLIP's " + FILE : own.file().where());
        } catch (IOException e) {
            throw new ConfigurationException("The tokenizer cannot be read: " + e, e);
        }
    }

    private InputStream open() throws IOException {
        if (own != null) {
            return own.open();
        }
        InputStream in = packed ? Tokenizers.class.getResourceAsStream(CLIP) : null;
        if (in == null) {
            throw new ConfigurationException(REMEDY);
        }
        return in;
    }
}
