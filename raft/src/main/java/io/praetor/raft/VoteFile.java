package io.praetor.raft;

import io.praetor.raft.RaftFiles.RaftFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The term and whom this server voted for in it: what must never be forgotten, or two leaders may be elected in one
/// term.
///
/// One file of two slots, each 4 KiB with a checksum; a change writes and forces the first, then the second.
/// Overwriting takes no space, so a full disk does not stop an election. After a crash the first slot counts if it is
/// intact, else the second: a slot that is not intact was either being written, and nobody was told, or has rotted, and
/// then the other says the same.
final class VoteFile implements Closeable {

    private static final String NAME = "vote";
    private static final String TEMPORARY = "vote.tmp";
    private static final int SLOT_BYTES = 4096;
    private static final long MAGIC = 0x5052_4145_564f_5445L;
    private static final int MAX_ID_BYTES = 512;

    /// @param candidate empty if there was no vote in this term
    record Vote(long term, String candidate) {}

    private final RaftFile file;

    private VoteFile(RaftFile file) {
        this.file = file;
    }

    /// Reads the vote of an earlier run without changing anything.
    ///
    /// @return null if there is none
    static @Nullable Vote inspect(RaftFiles files) throws IOException {
        if (!files.list().contains(NAME)) {
            return null;
        }
        try (RaftFile file = files.open(NAME)) {
            Vote vote = readSlot(file, 0);
            if (vote == null) {
                vote = readSlot(file, SLOT_BYTES);
            }
            if (vote == null) {
                throw new CorruptLogException(files.describe(NAME) + " is corrupt at offset 0");
            }
            return vote;
        }
    }

    /// Opens the file, making it if it is not there.
    static VoteFile open(RaftFiles files) throws IOException {
        if (!files.list().contains(NAME)) {
            files.delete(TEMPORARY);
            try (RaftFile file = files.create(TEMPORARY)) {
                new VoteFile(file).write(new Vote(0, ""));
            }
            files.rename(TEMPORARY, NAME);
            files.sync();
        }
        return new VoteFile(files.open(NAME));
    }

    /// Returns when the vote is on disk.
    void write(Vote vote) throws IOException {
        byte[] candidate = vote.candidate.getBytes(StandardCharsets.UTF_8);
        if (candidate.length > MAX_ID_BYTES) {
            throw new IllegalArgumentException(
                    "candidate \"" + vote.candidate + "\" has more than " + MAX_ID_BYTES + " bytes");
        }
        ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES);
        slot.putInt(0)
                .putInt(candidate.length)
                .putLong(MAGIC)
                .putLong(vote.term)
                .put(candidate);
        slot.putInt(0, checksum(slot, candidate.length));
        for (int position = 0; position <= SLOT_BYTES; position += SLOT_BYTES) {
            file.write(slot.rewind(), position);
            file.force();
        }
    }

    private static @Nullable Vote readSlot(RaftFile file, long position) throws IOException {
        ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES);
        if (file.read(slot, position) < SLOT_BYTES) {
            return null;
        }
        int length = slot.getInt(4);
        if (length < 0
                || length > MAX_ID_BYTES
                || slot.getLong(8) != MAGIC
                || slot.getInt(0) != checksum(slot, length)) {
            return null;
        }
        return new Vote(
                slot.getLong(16),
                StandardCharsets.UTF_8.decode(slot.slice(24, length)).toString());
    }

    private static int checksum(ByteBuffer slot, int candidateBytes) {
        CRC32C crc = new CRC32C();
        crc.update(slot.slice(4, 20 + candidateBytes));
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
