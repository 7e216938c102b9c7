package io.samui.core.image;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.inference.ImageFrame;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.BlobStorageException;
import io.samui.core.testkit.stores.StoreData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StoredPhotoTest {

    @Test
    void a_storage_that_breaks_off_is_not_taken_for_a_broken_photo() {
        byte[] head = Arrays.copyOf(Pictures.jpeg(400, 300), 900);
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        };
        BlobStorage storage = (BlobStorage) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {BlobStorage.class},
                (proxy, method, arguments) -> new SequenceInputStream(new ByteArrayInputStream(head), broken));
        ImageRecord image = StoreData.image("a.jpg");
        ImageRecord small = new ImageRecord(
                image.id(),
                1,
                "a.jpg",
                new BlobKey("images/a.jpg"),
                ImageFormat.JPEG,
                400,
                300,
                5000,
                image.sha256(),
                image.createdAt(),
                null);

        assertThatThrownBy(() ->
                        new ImageReader(ImageLimits.defaults()).read(new StoredPhoto(small, storage), ImageFrame::new))
                .isInstanceOf(BlobStorageException.class)
                .hasMessageContaining("images/a.jpg")
                .hasMessageContaining("connection reset");
    }
}
