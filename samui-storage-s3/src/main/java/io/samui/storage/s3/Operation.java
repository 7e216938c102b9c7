package io.samui.storage.s3;

/** What is asked of the store, with the permission that it takes. */
enum Operation {
    PUT("written", "s3:PutObject"),
    READ("read", "s3:GetObject"),
    FIND("looked up", "s3:GetObject"),
    DELETE("deleted", "s3:DeleteObject"),
    LIST("listed", "s3:ListBucket"),
    LIST_UPLOADS("searched for stale uploads", "s3:ListBucketMultipartUploads"),
    ABORT("freed of its unfinished upload", "s3:AbortMultipartUpload");

    private final String done;
    private final String permission;

    Operation(String done, String permission) {
        this.done = done;
        this.permission = permission;
    }

    /** For a sentence: the blob could not be ... */
    String done() {
        return done;
    }

    String permission() {
        return permission;
    }
}
