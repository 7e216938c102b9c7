package io.samui.core.sam;

import io.samui.core.ConfigurationException;
import io.samui.core.storage.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What identifies a model: SHA-256 over the sorted lines {@code role sha256(file)} of the files in use, their external data and the
 * bundle's own tokenizer included, and over the preprocessing where the manifest sets it.
 */
final class BundleDigest {

    private BundleDigest() {}

    /**
     * @throws ConfigurationException when a file is not what the manifest says
     */
    static String of(SamModel model, @Nullable Preprocessing declared) {
        TreeSet<String> lines = new TreeSet<>();
        model.files().forEach((role, file) -> {
            lines.add(role + " " + sha256(file.file()));
            for (String data : file.signature().dataFiles()) {
                lines.add(role + " data " + data + " " + sha256(file.file().beside(data)));
            }
        });
        model.tokenizer().ifPresent(file -> lines.add("tokenizer " + sha256(file)));
        if (declared != null) {
            lines.add("preprocessing " + Sha256.of(declared.toString().getBytes(StandardCharsets.UTF_8)));
        }
        return Sha256.of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(ModelBundle.BundleFile file) {
        String actual;
        try (InputStream in = file.open()) {
            actual = Sha256.of(in);
        } catch (IOException e) {
            throw new ConfigurationException("The model file " + file.file().name() + " cannot be read: " + e, e);
        }
        if (file.sha256() != null && !file.sha256().equalsIgnoreCase(actual)) {
            throw new ConfigurationException("The model file " + file.file().name() + " is damaged or another one: its "
                    + "SHA-256 is " + actual + ", the manifest says " + file.sha256() + ". Fetch it again");
        }
        return actual;
    }
}
