package io.samui.storage.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** The SHA-256 of a blob as the store keeps it beside the bytes, and as it checks what it is sent. */
final class ObjectDigest {

    /** Of the object's own metadata; the digest as lower-case hex. */
    static final String METADATA = "samui-sha256";

    private ObjectDigest() {}

    static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    static byte[] of(byte[] bytes, int length) {
        MessageDigest digest = fresh();
        digest.update(bytes, 0, length);
        return digest.digest();
    }

    static Map<String, String> metadata(byte[] digest) {
        return Map.of(METADATA, HexFormat.of().formatHex(digest));
    }

    static String base64(byte[] digest) {
        return Base64.getEncoder().encodeToString(digest);
    }
}
