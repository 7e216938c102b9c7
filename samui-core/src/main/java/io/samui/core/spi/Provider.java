package io.samui.core.spi;

/** What every provider has: the name by which configuration chooses it. */
public interface Provider {

    /** Lower case, such as {@code onnx}; unique among the providers of one SPI. */
    String name();
}
