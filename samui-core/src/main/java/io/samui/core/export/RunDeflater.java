package io.samui.core.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * A zlib stream (RFC 1950, 1951) of the bytes 0 and 255, given as runs: a run is one literal and copies of the byte before it,
 * so the bytes themselves are never made. One block holds all of it, with a code that suits long runs: 1 bit for the longest
 * copy (258 bytes), 3 bits for each literal, 6 or 7 for everything else, 1 bit for the distance, which is always 1.
 */
final class RunDeflater implements AutoCloseable {

    private static final int LONGEST = 258;
    private static final int SHORTEST = 3;
    private static final int END_OF_BLOCK = 256;
    private static final int LONGEST_SYMBOL = 285;
    private static final int MOD = 65_521;

    private static final int[] LENGTHS = codeLengths();
    private static final int[] CODES = canonicalCodes(LENGTHS);

    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 12];
    private int buffered;
    private long bits;
    private int bitCount;

    private int value;
    private long run;
    private long position;
    private long sumA = 1;
    private long sumB;

    RunDeflater(OutputStream out) {
        this.out = out;
        bits(0x78, 8); // deflate with a window of 32 KiB
        bits(0x01, 8); // fastest, no dictionary; makes the header a multiple of 31
        writeBlockHeader();
    }

    /** Zeros until the stream holds {@code end} bytes. */
    void zerosUpTo(long end) {
        add(0, end - position);
    }

    void ones(int count) {
        add(255, count);
    }

    private void add(int newValue, long count) {
        if (newValue != value) {
            writeRun();
            value = newValue;
        }
        run += count;
        position += count;
    }

    private void writeRun() {
        if (run == 0) {
            return;
        }
        checksum();
        symbol(value);
        long left = run - 1;
        while (left >= LONGEST) {
            symbol(LONGEST_SYMBOL);
            bits(0, 1);
            left -= LONGEST;
        }
        if (left >= SHORTEST) {
            copy((int) left);
        } else {
            while (left-- > 0) {
                symbol(value);
            }
        }
        run = 0;
    }

    /** A copy of 3 to 257 bytes from distance 1; the longer, the coarser the symbols and the more bits follow. */
    private void copy(int length) {
        int over = length - SHORTEST;
        int extra = Math.max(0, 29 - Integer.numberOfLeadingZeros(over));
        symbol(257 + 4 * extra + (over >> extra));
        bits(over & ((1 << extra) - 1), extra);
        bits(0, 1);
    }

    /** Adler-32 of a run, in closed form. */
    private void checksum() {
        long n = run % MOD;
        long pairs = ((run & 1) == 0 ? (run / 2 % MOD) * ((run + 1) % MOD) : n * ((run + 1) / 2 % MOD)) % MOD;
        sumB = (sumB + n * sumA + value * pairs) % MOD;
        sumA = (sumA + n * value) % MOD;
    }

    @Override
    public void close() throws IOException {
        try {
            writeRun();
            symbol(END_OF_BLOCK);
            bits(0, -bitCount & 7);
            long checksum = sumB << 16 | sumA;
            for (int shift = 24; shift >= 0; shift -= 8) {
                bits(checksum >> shift & 0xff, 8);
            }
            drain();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        out.close();
    }

    private void symbol(int symbol) {
        bits(CODES[symbol], LENGTHS[symbol]);
    }

    private void bits(long added, int count) {
        bits |= added << bitCount;
        bitCount += count;
        while (bitCount >= 8) {
            if (buffered == buffer.length) {
                drain();
            }
            buffer[buffered++] = (byte) bits;
            bits >>>= 8;
            bitCount -= 8;
        }
    }

    private void drain() {
        try {
            out.write(buffer, 0, buffered);
            buffered = 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] codeLengths() {
        int[] lengths = new int[LONGEST_SYMBOL + 1];
        lengths[0] = 3;
        lengths[255] = 3;
        // 29 symbols share the last quarter of the code: 3 of 6 bits and 26 of 7 fill it exactly
        for (int symbol = END_OF_BLOCK; symbol < LONGEST_SYMBOL; symbol++) {
            lengths[symbol] = symbol <= 259 && symbol > END_OF_BLOCK ? 6 : 7;
        }
        lengths[LONGEST_SYMBOL] = 1;
        return lengths;
    }

    /** Codes in order of length, then symbol; each turned round, as a code's first bit goes into the stream first. */
    private static int[] canonicalCodes(int[] lengths) {
        int[] codes = new int[lengths.length];
        int code = 0;
        for (int length = 1; length <= 15; length++) {
            code <<= 1;
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] == length) {
                    codes[symbol] = Integer.reverse(code++) >>> (32 - length);
                }
            }
        }
        return codes;
    }

    /** Writes the code lengths, with a code of their own: 3 bits for each of eight symbols, which makes it complete. */
    private void writeBlockHeader() {
        bits(1, 1); // last block
        bits(2, 2); // with its own codes
        bits(LENGTHS.length - 257, 5);
        bits(1, 5); // two distances: of the second no use is made, but some readers want a code that is complete
        int[] order = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1};
        int[] metaLengths = new int[19];
        for (int used : new int[] {18, 0, 7, 6, 3, 1, 16, 17}) {
            metaLengths[used] = 3;
        }
        bits(order.length - 4, 4);
        for (int symbol : order) {
            bits(metaLengths[symbol], 3);
        }
        int[] meta = canonicalCodes(metaLengths);
        int symbol = 0;
        while (symbol < LENGTHS.length) {
            int zeros = 0;
            while (symbol + zeros < LENGTHS.length && LENGTHS[symbol + zeros] == 0 && zeros < 138) {
                zeros++;
            }
            if (zeros >= 11) {
                bits(meta[18], 3);
                bits(zeros - 11, 7);
                symbol += zeros;
            } else {
                bits(meta[LENGTHS[symbol]], 3);
                symbol++;
            }
        }
        bits(meta[1], 3);
        bits(meta[1], 3);
    }
}
