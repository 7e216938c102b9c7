package io.samui.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicApiTest {

    @Test
    void only_the_provider_is_seen_from_outside() throws Exception {
        File classes = Path.of(S3BlobStorageProvider.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve(getClass().getPackageName().replace('.', '/'))
                .toFile();

        assertThat(Arrays.stream(classes.list((folder, name) -> name.endsWith(".class") && !name.contains("-info")))
                        .map(name -> name.replace(".class", ""))
                        .filter(name -> Modifier.isPublic(load(name).getModifiers())))
                .containsExactly("S3BlobStorageProvider");
    }

    @Test
    void neither_netty_nor_another_client_is_on_the_class_path() {
        assertThat(List.of(
                        "io.netty.channel.Channel",
                        "org.apache.http.client.HttpClient",
                        "org.apache.hc.client5.http.classic.HttpClient",
                        "software.amazon.awssdk.transfer.s3.S3TransferManager",
                        "software.amazon.awssdk.crt.CRT"))
                .noneMatch(PublicApiTest::isThere);
    }

    private static boolean isThere(String name) {
        try {
            Class.forName(name, false, PublicApiTest.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private Class<?> load(String name) {
        try {
            return Class.forName(getClass().getPackageName() + "." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
