package io.samui.storage.s3;

/**
 * Bytes of an object.
 *
 * @param from first
 * @param to   last; {@link Long#MAX_VALUE} for the end of the object
 */
record ByteRange(long from, long to) {

    static final ByteRange ALL = new ByteRange(0, Long.MAX_VALUE);

    static ByteRange of(long offset, long length) {
        return new ByteRange(offset, length > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + length - 1);
    }

    boolean isAll() {
        return from == 0 && to == Long.MAX_VALUE;
    }

    /** As HTTP writes it. */
    String header() {
        return "bytes=" + from + "-" + (to == Long.MAX_VALUE ? "" : to);
    }
}
