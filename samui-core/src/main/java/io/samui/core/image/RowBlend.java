package io.samui.core.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Blends source rows into output rows. Eight bytes are one long, taken apart into two longs of four 16-bit lanes: as the weights
 * of a row add up to 256, no lane runs over.
 */
final class RowBlend {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int WEIGHT_SUM = 256;
    private static final long EVEN = 0x00FF_00FF_00FF_00FFL;
    private static final long HALF = 0x0080_0080_0080_0080L;

    private final Pixels pixels;
    private final ResampleWeights weights;
    private final int[] small;
    private final long[] even;
    private final long[] odd;

    private RowBlend(Pixels pixels, ResampleWeights weights) {
        this.pixels = pixels;
        this.weights = weights;
        this.small = small(weights);
        int longs = pixels.width() * pixels.pixelStride() / Long.BYTES;
        this.even = new long[longs];
        this.odd = new long[longs];
    }

    static RowBlend of(Pixels pixels, int height) {
        return new RowBlend(pixels, ResampleWeights.of(pixels.height(), height));
    }

    /** Makes output row {@code y}, in the source's own layout. */
    void blend(int y, byte[] line) {
        Arrays.fill(even, HALF);
        Arrays.fill(odd, HALF);
        int from = y * weights.most();
        int first = weights.first()[y];
        for (int k = 0; k < weights.count()[y]; k++) {
            if (small[from + k] != 0) {
                add(pixels.offset() + (first + k) * pixels.rowStride(), small[from + k]);
            }
        }
        for (int i = 0; i < even.length; i++) {
            LONGS.set(line, i * Long.BYTES, ((even[i] >>> 8) & EVEN) | (odd[i] & ~EVEN));
        }
        for (int i = even.length * Long.BYTES; i < line.length; i++) {
            line[i] = blendOne(from, pixels.offset() + first * pixels.rowStride() + i, weights.count()[y]);
        }
    }

    private void add(int row, long weight) {
        byte[] data = pixels.data();
        for (int i = 0; i < even.length; i++) {
            long eight = (long) LONGS.get(data, row + i * Long.BYTES);
            even[i] += (eight & EVEN) * weight;
            odd[i] += ((eight >>> 8) & EVEN) * weight;
        }
    }

    /** The few bytes that are left over at the end of a row. */
    private byte blendOne(int from, int at, int count) {
        int sum = WEIGHT_SUM / 2;
        for (int k = 0; k < count; k++) {
            sum += small[from + k] * (pixels.data()[at + k * pixels.rowStride()] & 0xFF);
        }
        return (byte) (sum / WEIGHT_SUM);
    }

    /** The weights in 256ths. What rounding leaves goes to the largest weight, so that they add up. */
    private static int[] small(ResampleWeights weights) {
        int[] small = new int[weights.values().length];
        for (int output = 0; output < weights.first().length; output++) {
            int from = output * weights.most();
            int largest = from;
            int left = WEIGHT_SUM;
            for (int k = from; k < from + weights.count()[output]; k++) {
                small[k] = (weights.values()[k] + (1 << (ResampleWeights.BITS - 9))) >> (ResampleWeights.BITS - 8);
                left -= small[k];
                largest = small[k] > small[largest] ? k : largest;
            }
            small[largest] += left;
        }
        return small;
    }
}
