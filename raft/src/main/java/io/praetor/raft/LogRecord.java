package io.praetor.raft;

import com.alipay.sofa.jraft.entity.EnumOutter.EntryType;
import com.alipay.sofa.jraft.entity.LogEntry;
import com.alipay.sofa.jraft.entity.LogId;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The head of one record of a segment, and how records are laid out ([Segment] tells why). Big-endian, aligned to 8
/// bytes:
///
/// | offset | size | what |
/// | --- | --- | --- |
/// | 0 | 4 | CRC32C of all that follows, without padding |
/// | 4 | 4 | length of the body |
/// | 8 | 8 | index of the entry; of the last entry before a mark |
/// | 16 | 8 | term of that entry |
/// | 24 | 4 | offset in the segment at which the write this record belongs to began |
/// | 28 | 4 | the segment's salt (24 bits) and the type (8 bits) |
/// | 32 | n | body: the command, or the peers of a configuration |
///
/// @param bodyLength in bytes
/// @param batchStart everything before this offset was forced to disk before this record was written
record LogRecord(int bodyLength, long index, long term, int batchStart, int tag) {

    static final int HEADER_BYTES = 32;

    static final int DATA = 1;
    static final int CONFIGURATION = 2;
    static final int NO_OP = 3;
    /// No entry, but a witness that what precedes it was forced.
    static final int MARK = 4;

    private static final ByteBuffer EMPTY = ByteBuffer.wrap(new byte[0]);

    /// Reads the head at `at`; the checksum is not looked at.
    static LogRecord head(ByteBuffer from, int at) {
        return new LogRecord(
                from.getInt(at + 4),
                from.getLong(at + 8),
                from.getLong(at + 16),
                from.getInt(at + 24),
                from.getInt(at + 28));
    }

    int type() {
        return tag & 0xff;
    }

    int salt() {
        return tag >>> 8;
    }

    /// The bytes the whole record takes, with padding.
    long size() {
        return sizeOf(bodyLength);
    }

    static long sizeOf(int bodyLength) {
        return (HEADER_BYTES + (long) bodyLength + 7) & ~7L;
    }

    /// Whether nothing was ever written at `at`.
    static boolean blank(ByteBuffer from, int at) {
        return (from.getLong(at) | from.getLong(at + 8) | from.getLong(at + 16) | from.getLong(at + 24)) == 0;
    }

    /// Whether the record at `at`, which must be wholly in the buffer, has the checksum it claims.
    static boolean intact(ByteBuffer from, int at, int bodyLength) {
        return from.getInt(at) == checksum(from, at, bodyLength);
    }

    private static int checksum(ByteBuffer from, int at, int bodyLength) {
        CRC32C crc = new CRC32C();
        crc.update(from.slice(at + 4, HEADER_BYTES - 4 + bodyLength));
        return (int) crc.getValue();
    }

    /// The body of an entry as it is stored; its remaining bytes must not be changed.
    static ByteBuffer body(LogEntry entry) {
        if (entry.getType() == EntryType.ENTRY_TYPE_CONFIGURATION) {
            return ByteBuffer.wrap(PeerLists.encode(entry));
        }
        ByteBuffer data = entry.getData();
        return data == null ? EMPTY : data.duplicate();
    }

    /// Writes an entry at the buffer's position.
    static void put(ByteBuffer to, LogEntry entry, ByteBuffer body, int batchStart, int salt) {
        LogId id = entry.getId();
        put(to, body, id.getIndex(), id.getTerm(), batchStart, salt << 8 | typeOf(entry));
    }

    /// Writes a mark for its own offset.
    static void putMark(ByteBuffer to, long lastIndex, long lastTerm, int offset, int salt) {
        put(to, EMPTY.duplicate(), lastIndex, lastTerm, offset, salt << 8 | MARK);
    }

    private static void put(ByteBuffer to, ByteBuffer body, long index, long term, int batchStart, int tag) {
        int at = to.position();
        int length = body.remaining();
        to.putInt(0)
                .putInt(length)
                .putLong(index)
                .putLong(term)
                .putInt(batchStart)
                .putInt(tag)
                .put(body);
        while ((to.position() - at & 7) != 0) {
            to.put((byte) 0);
        }
        to.putInt(at, checksum(to, at, length));
    }

    private static int typeOf(LogEntry entry) {
        return switch (entry.getType()) {
            case ENTRY_TYPE_DATA -> DATA;
            case ENTRY_TYPE_CONFIGURATION -> CONFIGURATION;
            case ENTRY_TYPE_NO_OP -> NO_OP;
            case ENTRY_TYPE_UNKNOWN ->
                throw new IllegalStateException(
                        "entry of unknown type at index " + entry.getId().getIndex());
        };
    }

    /// The entry this head and that body make; null for a type that is no entry.
    @Nullable LogEntry entry(byte[] body) {
        EntryType type = switch (type()) {
            case DATA -> EntryType.ENTRY_TYPE_DATA;
            case CONFIGURATION -> EntryType.ENTRY_TYPE_CONFIGURATION;
            case NO_OP -> EntryType.ENTRY_TYPE_NO_OP;
            default -> null;
        };
        if (type == null) {
            return null;
        }
        LogEntry entry = new LogEntry(type);
        entry.setId(new LogId(index, term));
        if (type == EntryType.ENTRY_TYPE_CONFIGURATION) {
            PeerLists.decode(body, entry);
        } else {
            entry.setData(ByteBuffer.wrap(body));
        }
        return entry;
    }
}
