/**
 * Servers that speak S3, and a proxy that misbehaves in front of them, for the tests of whatever keeps blobs in S3. Neither server
 * is AWS: S3Proxy checks credentials and signatures, Adobe's S3Mock checks checksums and takes any credentials.
 */
@NullMarked
package io.samui.storage.s3.testkit;

import org.jspecify.annotations.NullMarked;
