package io.samui.core.image;

/** JPEG's colours (JFIF 1.02): luma and two colour differences, as full-range bytes. */
final class Ycc {

    private static final int BITS = 16;
    private static final int HALF = 1 << (BITS - 1);
    private static final int CR_TO_RED = fixed(1.402);
    private static final int CB_TO_GREEN = fixed(-0.344136286);
    private static final int CR_TO_GREEN = fixed(-0.714136286);
    private static final int CB_TO_BLUE = fixed(1.772);

    private Ycc() {}

    /** Turns Y, Cb, Cr into R, G, B in place. */
    static void toRgb(byte[] pixels) {
        for (int i = 0; i < pixels.length; i += 3) {
            int y = ((pixels[i] & 0xFF) << BITS) + HALF;
            int cb = (pixels[i + 1] & 0xFF) - 128;
            int cr = (pixels[i + 2] & 0xFF) - 128;
            pixels[i] = clamp(y + CR_TO_RED * cr);
            pixels[i + 1] = clamp(y + CB_TO_GREEN * cb + CR_TO_GREEN * cr);
            pixels[i + 2] = clamp(y + CB_TO_BLUE * cb);
        }
    }

    private static byte clamp(int value) {
        return (byte) Math.max(0, Math.min(255, value >> BITS));
    }

    private static int fixed(double factor) {
        return (int) Math.round(factor * (1 << BITS));
    }
}
