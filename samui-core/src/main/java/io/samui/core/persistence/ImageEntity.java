package io.samui.core.persistence;

import io.samui.core.image.ImageFormat;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.NamePart;
import io.samui.core.storage.BlobKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

@Entity(name = "Image")
@Table(name = "image")
@NullUnmarked
class ImageEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long seq;

    UUID id;
    String filename;

    /** What names are looked for in. */
    String filenameFolded;

    String blobKey;

    @Enumerated(EnumType.STRING)
    ImageFormat format;

    int width;
    int height;
    long sizeInBytes;

    @Column(name = "sha256")
    String sha256;

    Instant createdAt;
    String textPrompt;

    static ImageEntity from(ImageRecord image) {
        ImageEntity entity = new ImageEntity();
        entity.id = image.id().value();
        entity.filename = image.filename();
        entity.filenameFolded = NamePart.fold(image.filename());
        entity.blobKey = image.blobKey().value();
        entity.format = image.format();
        entity.width = image.width();
        entity.height = image.height();
        entity.sizeInBytes = image.sizeInBytes();
        entity.sha256 = image.sha256();
        entity.createdAt = image.createdAt();
        entity.textPrompt = image.textPrompt();
        return entity;
    }

    ImageRecord toDomain() {
        return new ImageRecord(
                new ImageId(id),
                seq,
                filename,
                new BlobKey(blobKey),
                format,
                width,
                height,
                sizeInBytes,
                sha256,
                createdAt,
                textPrompt);
    }
}
