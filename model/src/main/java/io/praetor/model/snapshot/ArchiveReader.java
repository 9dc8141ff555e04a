package io.praetor.model.snapshot;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Reads and checks a snapshot archive (spec/snapshot.md section 1): exactly the three members, in any order, both
/// hashes present and right, nothing behind the tar. The state is streamed to the caller; memory use is bounded
/// whatever the bytes say.
///
/// The hashes are known only when the archive has ended, so the state must not be acted upon before [#read] returns:
/// spool it to a file, then use it.
public final class ArchiveReader {
    private static final int BUFFER_BYTES = 64 * 1024;

    /// Far above what a thousand servers need.
    private static final int META_LIMIT_BYTES = 1024 * 1024;

    private static final int SUMS_LIMIT_BYTES = 64 * 1024;

    private final InputStream tar;
    private final OutputStream state;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Map<String, String> digests = new LinkedHashMap<>();
    private @Nullable SnapshotMeta meta;
    private @Nullable Map<String, String> listed;

    private ArchiveReader(InputStream tar, OutputStream state) {
        this.tar = tar;
        this.state = state;
    }

    /// Reads one archive, writing the content of `state.bin` to `state` on the way. Neither stream is closed.
    ///
    /// @return the metadata, once everything has been checked
    /// @throws ArchiveException when the archive is not sound; what `state` got is then worthless
    /// @throws IOException      when `archive` or `state` fails
    public static SnapshotMeta read(InputStream archive, OutputStream state) throws IOException {
        Source source = new Source(archive);
        try (GZIPInputStream gzip = open(source)) {
            return new ArchiveReader(gzip, new Sink(state)).read();
        } catch (SinkException e) {
            throw e.failure;
        } catch (ArchiveException e) {
            throw e;
        } catch (ZipException e) {
            throw new ArchiveException("failed to read snapshot: gzip: " + zipText(e), e);
        } catch (IOException e) {
            if (source.failure != null) {
                throw source.failure;
            }
            throw e instanceof EOFException ? new ArchiveException("failed to read snapshot: unexpected EOF", e) : e;
        }
    }

    /// Checks an archive without keeping its state.
    ///
    /// @throws ArchiveException when the archive is not sound
    /// @throws IOException      when `archive` fails
    public static SnapshotMeta verify(InputStream archive) throws IOException {
        return read(archive, OutputStream.nullOutputStream());
    }

    private static GZIPInputStream open(Source source) throws IOException {
        try {
            return new GZIPInputStream(source, BUFFER_BYTES);
        } catch (ZipException e) {
            throw new ArchiveException("failed to decompress snapshot: gzip: invalid header", e);
        } catch (EOFException e) {
            if (source.failure != null) {
                throw source.failure;
            }
            throw new ArchiveException(
                    "failed to decompress snapshot: " + (source.empty ? "EOF" : "unexpected EOF"), e);
        }
    }

    private SnapshotMeta read() throws IOException {
        byte[] block = new byte[Tar.BLOCK_BYTES];
        while (true) {
            readFully(block, block.length);
            if (Tar.isZero(block)) {
                break;
            }
            Tar.Entry entry = Tar.parse(block);
            switch (entry.name()) {
                case Sums.META -> {
                    byte[] text = small(entry, META_LIMIT_BYTES);
                    addDigest(entry, Sums.sha256(), text);
                    meta = SnapshotMetaCodec.decode(text);
                }
                case Sums.STATE -> streamState(entry);
                case Sums.SUMS -> {
                    if (listed != null) {
                        throw duplicate(entry);
                    }
                    listed = Sums.parse(small(entry, SUMS_LIMIT_BYTES));
                }
                default ->
                    throw new ArchiveException(
                            "failed to read snapshot: unexpected file \"" + entry.name() + "\" in snapshot");
            }
            readFully(buffer, Tar.padding(entry.size()));
        }
        readEnd(block);
        return checked();
    }

    private void readEnd(byte[] block) throws IOException {
        readFully(block, block.length);
        if (!Tar.isZero(block)) {
            throw new ArchiveException("failed reading snapshot: invalid tar header");
        }
        if (tar.read() >= 0) {
            throw new ArchiveException("failed to read snapshot: unexpected data after the archive");
        }
    }

    private SnapshotMeta checked() throws ArchiveException {
        if (listed == null) {
            throw new ArchiveException("failed checking integrity of snapshot: file missing for \"" + Sums.SUMS + "\"");
        }
        Sums.check(listed, digests);
        if (meta == null) {
            throw missing(Sums.META);
        }
        if (!digests.containsKey(Sums.STATE)) {
            throw missing(Sums.STATE);
        }
        return meta;
    }

    private static ArchiveException missing(String name) {
        return new ArchiveException("failed checking integrity of snapshot: file missing for \"" + name + "\"");
    }

    private static ArchiveException duplicate(Tar.Entry entry) {
        return new ArchiveException("failed to read snapshot: file \"" + entry.name() + "\" appears twice in snapshot");
    }

    private byte[] small(Tar.Entry entry, int limit) throws IOException {
        if (entry.size() > limit) {
            throw new ArchiveException("failed to read snapshot: file \"" + entry.name() + "\" has " + entry.size()
                    + " bytes, expected at most " + limit);
        }
        byte[] content = new byte[(int) entry.size()];
        readFully(content, content.length);
        return content;
    }

    private void streamState(Tar.Entry entry) throws IOException {
        MessageDigest hash = Sums.sha256();
        long left = entry.size();
        while (left > 0) {
            int n = tar.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new EOFException("inside " + entry.name());
            }
            hash.update(buffer, 0, n);
            state.write(buffer, 0, n);
            left -= n;
        }
        addDigest(entry, hash, new byte[0]);
    }

    private void addDigest(Tar.Entry entry, MessageDigest hash, byte[] rest) throws ArchiveException {
        hash.update(rest);
        if (digests.put(entry.name(), Sums.hex(hash)) != null) {
            throw duplicate(entry);
        }
    }

    private void readFully(byte[] into, int length) throws IOException {
        if (tar.readNBytes(into, 0, length) < length) {
            throw new EOFException("inside the tar");
        }
    }

    private static String zipText(ZipException e) {
        String text = e.getMessage();
        return text != null && text.startsWith("Corrupt GZIP trailer") ? "invalid checksum" : "corrupt input";
    }

    /// Tells a failing source apart from a damaged archive, which the decompressor reports with the same exceptions.
    private static final class Source extends InputStream {
        private final InputStream in;
        private @Nullable IOException failure;
        private boolean empty = true;

        Source(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                int n = in.read(bytes, offset, length);
                empty &= n <= 0;
                return n;
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public void close() {
            // the archive's stream belongs to the caller
        }
    }

    /// Carries a failure of the caller's sink past the handling of damaged archives.
    private static final class SinkException extends IOException {
        private static final long serialVersionUID = 1L;
        private final IOException failure;

        SinkException(IOException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    private static final class Sink extends OutputStream {
        private final OutputStream out;

        Sink(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw new SinkException(e);
            }
        }
    }
}
