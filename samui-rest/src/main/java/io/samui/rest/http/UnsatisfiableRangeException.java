package io.samui.rest.http;

/** A request for a part of what is shorter than that, or for what is no part. */
public class UnsatisfiableRangeException extends RuntimeException {

    private final long length;

    /**
     * @param length of the whole, in bytes
     */
    public UnsatisfiableRangeException(long length) {
        super("The Range header asks for what is not there: there are " + length
                + " bytes. Ask for some of them, such as bytes=0-, or leave the header out");
        this.length = length;
    }

    long length() {
        return length;
    }
}
