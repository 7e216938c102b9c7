package io.samui.core.export;

/** Colours that tell instances apart, each far from those next to it in order. Clients that paint by the same rule agree. */
public final class InstanceColours {

    private static final double FIRST_HUE = 205;

    /** The golden angle: however many there are, no two hues are the same. */
    private static final double STEP = 137.508;

    private static final double SATURATION = 0.85;
    private static final double[] LIGHTNESS = {0.56, 0.48, 0.64};

    /** After so many, hues come close to each other again, and lightness helps. */
    private static final int ROUND = 9;

    private InstanceColours() {}

    /**
     * Red, green and blue of an instance, 8 bits each, red highest.
     *
     * @param index from 0
     */
    public static int of(int index) {
        double hue = (FIRST_HUE + index * STEP) % 360;
        double lightness = LIGHTNESS[index / ROUND % LIGHTNESS.length];
        return (channel(0, hue, lightness) << 16) | (channel(8, hue, lightness) << 8) | channel(4, hue, lightness);
    }

    private static int channel(int shift, double hue, double lightness) {
        double k = (shift + hue / 30) % 12;
        double range = SATURATION * Math.min(lightness, 1 - lightness);
        double value = lightness - range * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1));
        return (int) Math.round(value * 255);
    }
}
