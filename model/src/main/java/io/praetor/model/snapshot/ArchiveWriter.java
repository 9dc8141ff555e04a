package io.praetor.model.snapshot;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Writes a snapshot archive: `meta.json`, `state.bin`, `SHA256SUMS`, in this order, gzipped (spec/snapshot.md section
/// 1). The state is streamed; memory use does not depend on its length.
public final class ArchiveWriter {
    private static final int BUFFER_BYTES = 64 * 1024;

    private ArchiveWriter() {}

    /// Writes one whole archive and flushes it; `out` stays open.
    ///
    /// @param meta    goes to `meta.json`; its size must be the number of bytes `state` yields
    /// @param state   the content of `state.bin`, read to its end
    /// @param created modification time of the members
    /// @throws IOException when a stream fails, or `state` is shorter or longer than `meta.size()`
    public static void write(OutputStream out, SnapshotMeta meta, InputStream state, Instant created)
            throws IOException {
        byte[] metaJson = SnapshotMetaCodec.encode(meta);
        MessageDigest metaHash = Sums.sha256();
        metaHash.update(metaJson);
        MessageDigest stateHash = Sums.sha256();

        // level 1: the writer, a server under load, pays more for time than for bytes
        GZIPOutputStream gzip = new FastGzip(new BufferedOutputStream(new KeepOpen(out), BUFFER_BYTES));
        writeMember(gzip, Sums.META, metaJson, created);
        writeState(gzip, meta.size(), state, stateHash, created);
        byte[] sums =
                (Sums.line(metaHash, Sums.META) + Sums.line(stateHash, Sums.STATE)).getBytes(StandardCharsets.US_ASCII);
        writeMember(gzip, Sums.SUMS, sums, created);
        gzip.write(new byte[2 * Tar.BLOCK_BYTES]);
        gzip.close();
    }

    private static void writeMember(OutputStream tar, String name, byte[] content, Instant created) throws IOException {
        tar.write(Tar.header(new Tar.Entry(name, content.length), created));
        tar.write(content);
        tar.write(new byte[Tar.padding(content.length)]);
    }

    private static void writeState(OutputStream tar, long size, InputStream state, MessageDigest hash, Instant created)
            throws IOException {
        tar.write(Tar.header(new Tar.Entry(Sums.STATE, size), created));
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = size;
        while (left > 0) {
            int n = state.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new EOFException(
                        "the state ended " + left + " bytes before the " + size + " bytes of its metadata");
            }
            hash.update(buffer, 0, n);
            tar.write(buffer, 0, n);
            left -= n;
        }
        if (state.read() >= 0) {
            throw new IOException("the state is longer than the " + size + " bytes of its metadata");
        }
        tar.write(new byte[Tar.padding(size)]);
    }

    /// Lets the compressor be closed, which frees its native memory, without closing the caller's stream.
    private static final class KeepOpen extends FilterOutputStream {
        KeepOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
