package io.praetor.server.remote;

import io.praetor.model.codec.Codec;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// The messages at the head of snapshot streams; what follows them is left alone.
public final class SnapshotStreams {
    /// The longest message, in bytes.
    static final int MOST_BYTES = 64 << 10;

    private SnapshotStreams() {}

    /// Reads one message, and no byte more.
    ///
    /// @param in read byte by byte
    /// @throws IOException when it breaks, ends early, or brings something else
    public static <T> T read(Codec<T> codec, InputStream in) throws IOException {
        try {
            return codec.unpack(new PackReader(new Sips(in)));
        } catch (DecodeException e) {
            throw new IOException("expected a message on a snapshot stream: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Writes one message.
    public static <T> void write(Codec<T> codec, T message, OutputStream out) throws IOException {
        PackWriter packed = new PackWriter();
        codec.pack(packed, message);
        out.write(packed.toBytes());
        out.flush();
    }

    /// Gives one byte at a time, whatever it is asked for, and ends where no message is that long.
    private static final class Sips extends InputStream {
        private final InputStream in;
        private int taken;

        Sips(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            return ++taken > MOST_BYTES ? -1 : in.read();
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int one = length == 0 ? 0 : read();
            if (one < 0) {
                return -1;
            }
            if (length > 0) {
                target[from] = (byte) one;
                return 1;
            }
            return 0;
        }
    }
}
