package io.samui.core.image;

/** The formats that are read, as told by the first bytes, never by a name. */
public enum ImageFormat {
    JPEG("jpg", "image/jpeg"),
    PNG("png", "image/png"),
    WEBP("webp", "image/webp"),
    TIFF("tiff", "image/tiff"),
    BMP("bmp", "image/bmp"),
    GIF("gif", "image/gif");

    private final String extension;
    private final String contentType;

    ImageFormat(String extension, String contentType) {
        this.extension = extension;
        this.contentType = contentType;
    }

    /** Of the blob's key, without the dot. */
    public String extension() {
        return extension;
    }

    public String contentType() {
        return contentType;
    }
}
