package io.samui.core.spi;

/** A value that must not appear in messages or logs. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "***";
    }
}
