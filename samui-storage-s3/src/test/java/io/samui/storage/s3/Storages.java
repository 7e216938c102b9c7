package io.samui.storage.s3;

import io.samui.core.spi.ProviderConfig;
import io.samui.core.spi.SettingsBinder;
import io.samui.core.storage.BlobStorage;
import io.samui.storage.s3.testkit.S3Server;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Makes storages for tests. */
final class Storages {

    private Storages() {}

    /** Settings under {@code samui.storage.s3.}, of a bucket of that server, with further ones as key and value in turn. */
    static Map<String, String> settings(S3Server server, String bucket, String... further) {
        Map<String, String> all = new HashMap<>(server.settings(bucket));
        for (int i = 0; i < further.length; i += 2) {
            all.put(further[i], further[i + 1]);
        }
        all.values().removeIf(String::isEmpty);
        return all;
    }

    /** As the builder does. */
    static BlobStorage open(Map<String, String> settings) {
        return new S3BlobStorageProvider()
                .create(new ProviderConfig("s3", null, "samui.storage.", Map.of("provider", "s3"), settings));
    }

    static S3BlobStorage open(Map<String, String> settings, Clock clock) {
        return S3BlobStorage.open(SettingsBinder.bind(S3Settings.class, "samui.storage.s3.", settings), clock);
    }
}
