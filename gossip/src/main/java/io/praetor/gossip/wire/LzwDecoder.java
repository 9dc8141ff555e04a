package io.praetor.gossip.wire;

import java.util.Arrays;

/// Decompresses, up to a limit; accepts input with and without a clear code at its start.
///
/// What a code stands for has always been written already: an entry is the previous code's output and the byte that
/// followed it. So the table is two numbers an entry, where in the output and how many bytes. One instance serves one
/// thread and keeps its table, 32 KiB, which is most of what a packet would cost; no entry is read before it was
/// written for the input at hand.
final class LzwDecoder {
    private static final byte[] NOTHING = {};

    private final int[] starts = new int[Lzw.CODES];
    private final int[] lengths = new int[Lzw.CODES];
    private byte[] in = NOTHING;
    private int limit;
    private byte[] out = NOTHING;
    private int length;
    private int at;
    private int bits;
    private int bitCount;

    /// The bytes, decompressed.
    ///
    /// @param limit the most bytes that may come out
    /// @throws WireException with one line
    byte[] decode(byte[] compressed, int limit) throws WireException {
        this.in = compressed;
        this.limit = limit;
        out = new byte[(int) Math.min(limit, Math.max(64, compressed.length * 4L))];
        length = 0;
        at = 0;
        bits = 0;
        bitCount = 0;
        try {
            return run();
        } finally {
            in = NOTHING;
            out = NOTHING;
        }
    }

    private byte[] run() throws WireException {
        int hi = Lzw.END;
        int width = Lzw.FIRST_WIDTH;
        boolean previous = false;
        int previousStart = 0;
        while (true) {
            int code = read(width);
            if (code == Lzw.END) {
                return Arrays.copyOf(out, length);
            }
            if (code == Lzw.CLEAR) {
                hi = Lzw.END;
                width = Lzw.FIRST_WIDTH;
                previous = false;
                continue;
            }
            if (code > hi) {
                throw new WireException("compressed bytes hold a code that means nothing");
            }
            if (previous) {
                starts[hi] = previousStart;
                lengths[hi] = length - previousStart + 1;
            }
            previousStart = length;
            if (code < Lzw.CLEAR) {
                need(1);
                out[length++] = (byte) code;
            } else {
                repeat(starts[code], lengths[code]);
            }
            previous = true;
            hi++;
            if (hi >= 1 << width) {
                if (width == Lzw.LAST_WIDTH) {
                    previous = false;
                    hi--;
                } else {
                    width++;
                }
            }
        }
    }

    /// Writes again what was written before; the last byte may be the first one written now.
    private void repeat(int start, int size) throws WireException {
        need(size);
        for (int i = 0; i < size; i++) {
            out[length + i] = out[start + i];
        }
        length += size;
    }

    private int read(int width) throws WireException {
        while (bitCount < width) {
            if (at == in.length) {
                throw new WireException("compressed bytes end too early");
            }
            bits |= (in[at++] & 0xff) << bitCount;
            bitCount += 8;
        }
        int code = bits & (1 << width) - 1;
        bits >>>= width;
        bitCount -= width;
        return code;
    }

    private void need(int more) throws WireException {
        if (limit - length < more) {
            throw new WireException("compressed bytes stand for too many");
        }
        if (out.length - length < more) {
            out = Arrays.copyOf(out, (int) Math.min(limit, Math.max(out.length * 2L, (long) length + more)));
        }
    }
}
