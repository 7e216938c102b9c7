package io.samui.core.sam;

import io.samui.core.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What identifies a model: SHA-256 over the sorted lines {@code role sha256(file)} of the files in use, and over the preprocessing
 * where the manifest sets it.
 */
final class BundleDigest {

    private BundleDigest() {}

    /**
     * @throws ConfigurationException when a file is not what the manifest says
     */
    static String of(Map<String, InspectedFile> files, @Nullable Preprocessing declared) {
        TreeSet<String> lines = new TreeSet<>();
        files.forEach((role, file) -> lines.add(role + " " + sha256(file.file())));
        if (declared != null) {
            lines.add("preprocessing " + hex(digest().digest(declared.toString().getBytes(StandardCharsets.UTF_8))));
        }
        return hex(digest().digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
    }

    private static String sha256(ModelBundle.BundleFile file) {
        MessageDigest digest = digest();
        try (InputStream in = new DigestInputStream(file.open(), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new ConfigurationException("The model file " + file.file().name() + " cannot be read: " + e, e);
        }
        String actual = hex(digest.digest());
        if (file.sha256() != null && !file.sha256().equalsIgnoreCase(actual)) {
            throw new ConfigurationException("The model file " + file.file().name() + " is damaged or another one: its "
                    + "SHA-256 is " + actual + ", the manifest says " + file.sha256() + ". Fetch it again");
        }
        return actual;
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
