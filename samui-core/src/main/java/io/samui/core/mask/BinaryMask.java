package io.samui.core.mask;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A mask as an immutable value, held as COCO's uncompressed run-length encoding: pixels column by column, runs alternating
 * between unset and set, the first run unset (so it is 0 when the first pixel is set). All other runs are positive.
 *
 * <p>The encoding is that of pycocotools ({@code maskApi.c}, {@code rleEncode}). Sizes are in pixels; a mask has at least one
 * and at most {@link Integer#MAX_VALUE} of them. Methods that take two masks refuse masks of different sizes.
 */
public final class BinaryMask {

    /** Truth tables: bit 2a + b is what comes of a and b. */
    static final int OR = 0b1110;

    static final int AND = 0b1000;
    static final int AND_NOT = 0b0100;

    private static final int STRIP = 64;

    private final int width;
    private final int height;

    /** The column-major position behind each run: run i is [ends[i - 1], ends[i]), set when i is odd. */
    private final int[] ends;

    BinaryMask(int width, int height, int[] ends) {
        this.width = width;
        this.height = height;
        this.ends = ends;
    }

    /** A mask without a set pixel. */
    public static BinaryMask empty(int width, int height) {
        return new BinaryMask(width, height, new int[] {pixels(width, height)});
    }

    /** A mask of set pixels only. */
    public static BinaryMask full(int width, int height) {
        return new BinaryMask(width, height, new int[] {0, pixels(width, height)});
    }

    /**
     * The mask that these runs describe.
     *
     * @throws IllegalArgumentException when they are not an encoding: a negative run, a run of 0 that is not the first, or
     *     a sum that is not the number of pixels
     */
    public static BinaryMask ofCounts(int width, int height, int[] counts) {
        int total = pixels(width, height);
        int[] ends = new int[counts.length];
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0 || (counts[i] == 0 && i > 0)) {
                throw new IllegalArgumentException("Run " + i + " is " + counts[i]
                        + ": runs are positive, only the first may be 0 (when the first pixel is set)");
            }
            sum += counts[i];
            if (sum > total) {
                break;
            }
            ends[i] = (int) sum;
        }
        if (sum != total) {
            throw new IllegalArgumentException("The runs of a mask of " + width + " x " + height + " pixels add up to "
                    + total + ", these to " + (sum > total ? "more" : Long.toString(sum)));
        }
        return new BinaryMask(width, height, ends);
    }

    /** The mask whose set pixels are the non-zero bytes of {@code rowMajor}, which holds row after row. */
    public static BinaryMask of(int width, int height, byte[] rowMajor) {
        int total = pixels(width, height);
        if (rowMajor.length != total) {
            throw new IllegalArgumentException(
                    "A mask of " + width + " x " + height + " has " + total + " pixels, not " + rowMajor.length);
        }
        Runs runs = new Runs(width);
        byte[] strip = new byte[Math.min(STRIP, width) * height];
        // Some columns at a time are turned upright first: one pixel of each row after the other would miss the cache.
        for (int left = 0; left < width; left += STRIP) {
            int columns = Math.min(STRIP, width - left);
            for (int y = 0; y < height; y++) {
                int row = y * width + left;
                for (int x = 0; x < columns; x++) {
                    strip[x * height + y] = rowMajor[row + x];
                }
            }
            int base = left * height;
            for (int i = 0; i < columns * height; i++) {
                runs.put(base + i, strip[i] != 0);
            }
        }
        return new BinaryMask(width, height, runs.finish(total));
    }

    /**
     * The pixels that are set in any of the masks.
     *
     * @throws IllegalArgumentException when there is none, as then the size is unknown; see {@link #union(int, int, List)}
     */
    public static BinaryMask union(List<BinaryMask> masks) {
        if (masks.isEmpty()) {
            throw new IllegalArgumentException("The union of no masks has no size; say width and height");
        }
        return union(masks.get(0).width, masks.get(0).height, masks);
    }

    /** The pixels that are set in any of the masks, each of this size; no mask at all makes the empty one. */
    public static BinaryMask union(int width, int height, List<BinaryMask> masks) {
        BinaryMask empty = empty(width, height);
        masks.forEach(empty::checkSameSize);
        return switch (masks.size()) {
            case 0 -> empty;
            case 1 -> masks.get(0);
            default -> {
                // Halves, not one after the other: the runs of many masks are not walked again for every further mask.
                int half = masks.size() / 2;
                yield union(width, height, masks.subList(0, half))
                        .combined(union(width, height, masks.subList(half, masks.size())), OR);
            }
        };
    }

    /**
     * What is made of two masks of one size, pixel by pixel.
     *
     * @param table {@link #OR}, {@link #AND}, {@link #AND_NOT}
     */
    BinaryMask combined(BinaryMask other, int table) {
        checkSameSize(other);
        Runs runs = new Runs(Math.max(ends.length, other.ends.length));
        int total = total();
        int position = 0;
        int i = 0;
        int j = 0;
        while (position < total) {
            i += ends[i] == position ? 1 : 0;
            j += other.ends[j] == position ? 1 : 0;
            runs.put(position, (table & (1 << (2 * (i & 1) + (j & 1)))) != 0);
            position = Math.min(ends[i], other.ends[j]);
        }
        return new BinaryMask(width, height, runs.finish(total));
    }

    /** The mask of an image of another size that this one covers: bilinear, half of a pixel decides. */
    public BinaryMask resized(int newWidth, int newHeight) {
        if (newWidth == width && newHeight == height) {
            return this;
        }
        float[] values = new float[total()];
        Arrays.fill(values, -1);
        forEachRowRun((y, x, length) -> Arrays.fill(values, y * width + x, y * width + x + length, 1));
        MaskFrame frame = new MaskFrame(width, height, width, height, newWidth, newHeight);
        return new LogitMask(values, width, height, frame).threshold(0);
    }

    /** How many pixels are set in both. */
    public int intersectionArea(BinaryMask other) {
        checkSameSize(other);
        int total = total();
        int area = 0;
        int position = 0;
        int i = 0;
        int j = 0;
        while (position < total) {
            i += ends[i] == position ? 1 : 0;
            j += other.ends[j] == position ? 1 : 0;
            int end = Math.min(ends[i], other.ends[j]);
            area += (i & j & 1) * (end - position);
            position = end;
        }
        return area;
    }

    /** Intersection over union; 0 where both are empty. */
    public double iou(BinaryMask other) {
        int intersection = intersectionArea(other);
        long union = (long) area() + other.area() - intersection;
        return union > 0 ? (double) intersection / union : 0;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** How many pixels are set. */
    public int area() {
        int area = 0;
        for (int i = 1; i < ends.length; i += 2) {
            area += ends[i] - ends[i - 1];
        }
        return area;
    }

    /** The smallest box that holds every set pixel; {@link PixelBox#EMPTY} when none is set. */
    public PixelBox bounds() {
        if (ends.length == 1) {
            return PixelBox.EMPTY;
        }
        int top = height;
        int bottom = -1;
        for (int i = 1; i < ends.length; i += 2) {
            int first = ends[i - 1];
            int last = ends[i] - 1;
            boolean oneColumn = first / height == last / height;
            top = Math.min(top, oneColumn ? first % height : 0);
            bottom = Math.max(bottom, oneColumn ? last % height : height - 1);
        }
        int left = ends[0] / height;
        int lastSetRun = ends.length - 1 - (ends.length & 1);
        int right = (ends[lastSetRun] - 1) / height;
        return new PixelBox(left, top, right - left + 1, bottom - top + 1);
    }

    /** Whether the pixel in column {@code x} and row {@code y} is set; takes the logarithm of the number of runs. */
    public boolean get(int x, int y) {
        Objects.checkIndex(x, width);
        Objects.checkIndex(y, height);
        int found = Arrays.binarySearch(ends, x * height + y);
        int run = found >= 0 ? found + 1 : -found - 1;
        return (run & 1) != 0;
    }

    /** How many runs there are. */
    public int runs() {
        return ends.length;
    }

    /** Length of a run; it is of set pixels when {@code index} is odd. */
    public int run(int index) {
        return index == 0 ? ends[0] : ends[index] - ends[index - 1];
    }

    /** A copy of the runs: COCO's {@code counts}. */
    public int[] counts() {
        int[] counts = new int[ends.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = run(i);
        }
        return counts;
    }

    /** Visits the runs of set pixels row by row, from left to right; takes a bit of memory per pixel meanwhile. */
    public void forEachRowRun(RowRunVisitor visitor) {
        RowEdges.of(this).visit(visitor);
    }

    /** One byte per pixel, row after row: 1 where set, else 0. */
    public byte[] toRowMajor() {
        byte[] pixels = new byte[total()];
        forEachRowRun((y, x, length) -> Arrays.fill(pixels, y * width + x, y * width + x + length, (byte) 1));
        return pixels;
    }

    /** The column-major position behind run {@code index}. */
    int end(int index) {
        return ends[index];
    }

    private int total() {
        return ends[ends.length - 1];
    }

    private void checkSameSize(BinaryMask other) {
        if (width != other.width || height != other.height) {
            throw new IllegalArgumentException("Masks of different sizes: " + width + " x " + height + " and "
                    + other.width + " x " + other.height);
        }
    }

    private static int pixels(int width, int height) {
        if (width < 1 || height < 1 || (long) width * height > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "A mask has 1 to " + Integer.MAX_VALUE + " pixels, not " + width + " x " + height);
        }
        return width * height;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BinaryMask mask
                && width == mask.width
                && height == mask.height
                && Arrays.equals(ends, mask.ends);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(ends);
    }

    @Override
    public String toString() {
        return "BinaryMask[" + width + " x " + height + ", " + ends.length + " runs, " + area() + " set]";
    }

    /** Takes the runs of set pixels of a mask, row by row. */
    @FunctionalInterface
    public interface RowRunVisitor {

        /** Row {@code y} is set from column {@code x} on, for {@code length} pixels. */
        void run(int y, int x, int length);
    }
}
