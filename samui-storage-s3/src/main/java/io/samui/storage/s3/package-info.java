/** Blobs in S3 or anything that speaks it. Empty for now: it comes with its own step; the file system storage is in samui-storage-fs. */
@NullMarked
package io.samui.storage.s3;

import org.jspecify.annotations.NullMarked;
