package io.praetor.model.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveWriterTest {
    private static final Instant CREATED = Instant.parse("2026-11-21T07:10:42Z");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 65536, 300_000})
    void whatItWritesIsReadBack(int size) throws IOException {
        byte[] state = new byte[size];
        new Random(size).nextBytes(state);
        SnapshotMeta meta = meta(size);

        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        ArchiveWriter.write(archive, meta, new ByteArrayInputStream(state), CREATED);

        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        assertThat(ArchiveReader.read(new ByteArrayInputStream(archive.toByteArray()), copy))
                .isEqualTo(meta);
        assertThat(copy.toByteArray()).isEqualTo(state);
    }

    @Test
    void writesTheTarTheOriginalWrites() throws IOException {
        ByteArrayOutputStream state = new ByteArrayOutputStream();
        SnapshotMeta meta = ArchiveReader.read(new ByteArrayInputStream(ArchiveReaderTest.recorded()), state);

        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        ArchiveWriter.write(archive, meta, new ByteArrayInputStream(state.toByteArray()), Instant.ofEpochSecond(0));

        byte[] ours = withoutTimes(archive.toByteArray());
        byte[] theirs = withoutTimes(ArchiveReaderTest.recorded());
        // up to the list of hashes, whose order is arbitrary
        assertThat(ours).hasSameSizeAs(theirs);
        int sums = 512 + 512 + 512 + 20 * 512;
        assertThat(ours).startsWith(java.util.Arrays.copyOf(theirs, sums));
    }

    @Test
    void refusesAStateShorterThanItsMetadataSays() {
        assertThatThrownBy(() -> ArchiveWriter.write(
                        new ByteArrayOutputStream(), meta(10), new ByteArrayInputStream(new byte[7]), CREATED))
                .isInstanceOf(IOException.class)
                .hasMessage("the state ended 3 bytes before the 10 bytes of its metadata");
    }

    @Test
    void refusesAStateLongerThanItsMetadataSays() {
        assertThatThrownBy(() -> ArchiveWriter.write(
                        new ByteArrayOutputStream(), meta(10), new ByteArrayInputStream(new byte[11]), CREATED))
                .isInstanceOf(IOException.class)
                .hasMessage("the state is longer than the 10 bytes of its metadata");
    }

    @Test
    void tarSizesAboveEightGibibytesSurvive() throws IOException {
        Tar.Entry entry = new Tar.Entry("state.bin", 1L << 40);

        assertThat(Tar.parse(Tar.header(entry, CREATED))).isEqualTo(entry);
    }

    private static SnapshotMeta meta(long size) {
        return new SnapshotMeta(
                1, "3-9-1", 9, 3, "", List.of(new SnapshotMeta.Server(0, "a\"<b>", "1.2.3.4:8300")), 2, size);
    }

    /// The tar inside, with the modification times (and so the checksums) of all headers blanked.
    private static byte[] withoutTimes(byte[] archive) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(archive))) {
            byte[] tar = gzip.readAllBytes();
            for (int at = 0; at < tar.length && tar[at] != 0; ) {
                Tar.Entry entry = Tar.parse(java.util.Arrays.copyOfRange(tar, at, at + 512));
                java.util.Arrays.fill(tar, at + 136, at + 156, (byte) ' ');
                at += 512 + (int) entry.size() + Tar.padding(entry.size());
            }
            return tar;
        }
    }
}
