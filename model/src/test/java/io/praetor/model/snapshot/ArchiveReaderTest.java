package io.praetor.model.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveReaderTest {
    private static final SnapshotMeta META = new SnapshotMeta(
            1,
            "2-30-1795245041914",
            30,
            2,
            "kbAxMjcuMC4wLjc5OjM4MzAw",
            List.of(new SnapshotMeta.Server(0, "99999999-9999-4999-8999-999999999999", "127.0.0.79:38300")),
            1,
            9985);

    @Test
    void readsTheRecordedArchive() throws IOException {
        ByteArrayOutputStream state = new ByteArrayOutputStream();

        SnapshotMeta meta = ArchiveReader.read(new ByteArrayInputStream(recorded()), state);

        assertThat(meta).isEqualTo(META);
        assertThat(state.size()).isEqualTo(9985);
        assertThat(state.toByteArray()).startsWith(0x81, 0xa9, 'L', 'a', 's', 't', 'I', 'n', 'd', 'e', 'x', 0x1e, 0);
    }

    @Test
    void acceptsTheMembersInAnyOrder() throws IOException {
        List<Member> members = recordedMembers();

        SnapshotMeta meta = verify(List.of(members.get(2), members.get(1), members.get(0)));

        assertThat(meta).isEqualTo(META);
    }

    @Test
    void refusesBytesThatAreNoGzip() {
        byte[] text = "this is no snapshot".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> ArchiveReader.verify(new ByteArrayInputStream(text)))
                .isInstanceOf(ArchiveException.class)
                .hasMessage("failed to decompress snapshot: gzip: invalid header");
    }

    @Test
    void refusesAnEmptyFile() {
        assertThatThrownBy(() -> ArchiveReader.verify(InputStream.nullInputStream()))
                .isInstanceOf(ArchiveException.class)
                .hasMessage("failed to decompress snapshot: EOF");
    }

    @Test
    void refusesAnotherMember() throws IOException {
        List<Member> members = new ArrayList<>(recordedMembers());
        members.add(new Member("extra", new byte[3]));

        assertRefused(members, "failed to read snapshot: unexpected file \"extra\" in snapshot");
    }

    @Test
    void refusesAMemberThatComesTwice() throws IOException {
        List<Member> members = new ArrayList<>(recordedMembers());
        members.add(members.get(1));

        assertRefused(members, "failed to read snapshot: file \"state.bin\" appears twice in snapshot");
    }

    @Test
    void refusesAChangedState() throws IOException {
        List<Member> members = recordedMembers();
        members.get(1).content()[4000] ^= 1;

        assertRefused(members, "failed checking integrity of snapshot: hash check failed for \"state.bin\"");
    }

    @Test
    void refusesAMissingState() throws IOException {
        List<Member> members = recordedMembers();

        assertRefused(
                List.of(members.get(0), members.get(2)),
                "failed checking integrity of snapshot: file missing for \"state.bin\"");
    }

    @Test
    void refusesAMissingHash() throws IOException {
        List<Member> members = recordedMembers();
        String sums = new String(members.get(2).content(), StandardCharsets.US_ASCII);
        String one = sums.lines()
                        .filter(line -> line.endsWith("meta.json"))
                        .findFirst()
                        .orElseThrow() + "\n";
        Member shorter = new Member("SHA256SUMS", one.getBytes(StandardCharsets.US_ASCII));

        assertRefused(
                List.of(members.get(0), members.get(1), shorter),
                "failed checking integrity of snapshot: list missing hash for \"state.bin\"");
    }

    @Test
    void refusesAMissingListOfHashes() throws IOException {
        List<Member> members = recordedMembers();

        assertRefused(members.subList(0, 2), "failed checking integrity of snapshot: file missing for \"SHA256SUMS\"");
    }

    @Test
    void refusesBytesBehindTheTar() throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        tar.write(tar(recordedMembers()));
        tar.write(0);

        assertThatThrownBy(() -> ArchiveReader.verify(new ByteArrayInputStream(gzip(tar.toByteArray()))))
                .isInstanceOf(ArchiveException.class)
                .hasMessage("failed to read snapshot: unexpected data after the archive");
    }

    @Test
    void refusesMetadataThatWouldFillTheMemory() throws IOException {
        byte[] header = Tar.header(new Tar.Entry("meta.json", 1L << 40), Instant.EPOCH);

        assertThatThrownBy(() -> ArchiveReader.verify(new ByteArrayInputStream(gzip(header))))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("has 1099511627776 bytes, expected at most 1048576");
    }

    @Test
    void reportsAFailingSinkAsItself() throws IOException {
        IOException full = new IOException("no space left on device");
        OutputStream sink = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw full;
            }
        };
        byte[] archive = recorded();

        assertThatThrownBy(() -> ArchiveReader.read(new ByteArrayInputStream(archive), sink))
                .isSameAs(full);
    }

    @Test
    void reportsAFailingSourceAsItself() throws IOException {
        IOException gone = new IOException("connection reset");
        byte[] archive = recorded();
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw gone;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw gone;
            }
        };
        InputStream source = new SequenceInputStream(new ByteArrayInputStream(archive, 0, 2000), broken);

        assertThatThrownBy(() -> ArchiveReader.verify(source)).isSameAs(gone);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void refusesEveryTruncation(long seed) throws IOException {
        byte[] archive = recorded();
        Random random = new Random(seed);

        for (int i = 0; i < 200; i++) {
            int length = random.nextInt(archive.length);

            assertThatThrownBy(() -> ArchiveReader.verify(new ByteArrayInputStream(archive, 0, length)))
                    .as("first %d bytes", length)
                    .isInstanceOf(ArchiveException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void damagedArchivesAreReadOrRefusedNothingElse(long seed) throws IOException {
        byte[] whole = recorded();
        byte[] inner = tar(recordedMembers());
        Random random = new Random(seed);

        for (int i = 0; i < 500; i++) {
            boolean inside = random.nextBoolean();
            byte[] bytes = (inside ? inner : whole).clone();
            for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            byte[] archive = inside ? gzip(bytes) : bytes;

            try {
                // the flipped bytes may be ones nothing depends on, such as a time or the gzip header's operating
                // system
                assertThat(ArchiveReader.verify(new ByteArrayInputStream(archive))
                                .index())
                        .isEqualTo(30);
            } catch (ArchiveException expected) {
                assertThat(expected.getMessage()).startsWith("failed ");
            }
        }
    }

    static byte[] recorded() throws IOException {
        try (InputStream in = ArchiveReaderTest.class.getResourceAsStream("/snapshot-vector.snap")) {
            return Objects.requireNonNull(in, "snapshot-vector.snap").readAllBytes();
        }
    }

    private static final class Member {
        private final String name;
        private final byte[] content;

        Member(String name, byte[] content) {
            this.name = name;
            this.content = content;
        }

        String name() {
            return name;
        }

        byte[] content() {
            return content;
        }
    }

    private static List<Member> recordedMembers() throws IOException {
        List<Member> members = new ArrayList<>();
        try (InputStream tar = new GZIPInputStream(new ByteArrayInputStream(recorded()))) {
            byte[] block = tar.readNBytes(Tar.BLOCK_BYTES);
            while (!Tar.isZero(block)) {
                Tar.Entry entry = Tar.parse(block);
                members.add(new Member(entry.name(), tar.readNBytes((int) entry.size())));
                tar.skipNBytes(Tar.padding(entry.size()));
                block = tar.readNBytes(Tar.BLOCK_BYTES);
            }
        }
        return members;
    }

    private static SnapshotMeta verify(List<Member> members) throws IOException {
        return ArchiveReader.verify(new ByteArrayInputStream(gzip(tar(members))));
    }

    private static void assertRefused(List<Member> members, String message) {
        assertThatThrownBy(() -> verify(members))
                .isInstanceOf(ArchiveException.class)
                .hasMessage(message);
    }

    private static byte[] tar(List<Member> members) throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (Member member : members) {
            tar.write(Tar.header(new Tar.Entry(member.name(), member.content().length), Instant.EPOCH));
            tar.write(member.content());
            tar.write(new byte[Tar.padding(member.content().length)]);
        }
        tar.write(new byte[2 * Tar.BLOCK_BYTES]);
        return tar.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
