package io.praetor.model.snapshot;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// The little of the ustar format that archives here use: regular files and folders with short names.
final class Tar {
    /// Everything in a tar is a multiple of this many bytes.
    static final int BLOCK_BYTES = 512;

    private static final int NAME_AT = 0;
    private static final int NAME_BYTES = 100;
    private static final int MODE_AT = 100;
    private static final int UID_AT = 108;
    private static final int GID_AT = 116;
    private static final int ID_BYTES = 8;
    private static final int SIZE_AT = 124;
    private static final int MTIME_AT = 136;
    private static final int NUMBER_BYTES = 12;
    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_BYTES = 8;
    private static final int TYPE_AT = 156;
    private static final int MAGIC_AT = 257;
    private static final byte FILE = '0';
    private static final byte FOLDER = '5';
    private static final int DEVICE_MAJOR_AT = 329;
    private static final int DEVICE_MINOR_AT = 337;
    private static final int PREFIX_AT = 345;

    /// The most that eleven octal digits can say (8 GiB - 1); larger numbers are written in base 256.
    private static final long OCTAL_LIMIT = (1L << 33) - 1;

    private Tar() {}

    /// One header: a member's name and the length of its content.
    record Entry(String name, long size) {}

    /// Bytes of zeros that follow content of this length.
    static int padding(long size) {
        return (int) (-size & (BLOCK_BYTES - 1));
    }

    static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /// A header block for a regular file of mode 0600 that belongs to nobody in particular.
    static byte[] header(Entry entry, Instant modified) {
        return header(entry, modified, FILE, 0600);
    }

    /// A header block for a folder of mode 0755.
    static byte[] folderHeader(String name, Instant modified) {
        return header(new Entry(name, 0), modified, FOLDER, 0755);
    }

    private static byte[] header(Entry entry, Instant modified, byte type, int mode) {
        byte[] block = new byte[BLOCK_BYTES];
        byte[] name = entry.name().getBytes(StandardCharsets.US_ASCII);
        if (name.length >= NAME_BYTES) {
            throw new IllegalArgumentException("member name \"" + entry.name() + "\" is longer than 99 bytes");
        }
        System.arraycopy(name, 0, block, NAME_AT, name.length);
        putOctal(block, MODE_AT, ID_BYTES, mode);
        putOctal(block, UID_AT, ID_BYTES, 0);
        putOctal(block, GID_AT, ID_BYTES, 0);
        putNumber(block, SIZE_AT, entry.size());
        putNumber(block, MTIME_AT, modified.getEpochSecond());
        block[TYPE_AT] = type;
        byte[] magic = {'u', 's', 't', 'a', 'r', 0, '0', '0'};
        System.arraycopy(magic, 0, block, MAGIC_AT, magic.length);
        putOctal(block, DEVICE_MAJOR_AT, ID_BYTES, 0);
        putOctal(block, DEVICE_MINOR_AT, ID_BYTES, 0);
        // six digits, NUL, blank: the one field whose end differs
        putOctal(block, CHECKSUM_AT, CHECKSUM_BYTES - 1, checksum(block));
        block[CHECKSUM_AT + CHECKSUM_BYTES - 1] = ' ';
        return block;
    }

    /// Reads a header block.
    ///
    /// @throws ArchiveException when the checksum is wrong or the member is no regular file with a short name
    static Entry parse(byte[] block) throws ArchiveException {
        if (number(block, CHECKSUM_AT, CHECKSUM_BYTES) != checksum(block)) {
            throw new ArchiveException("failed reading snapshot: invalid tar header");
        }
        byte type = block[TYPE_AT];
        String name = text(block, NAME_AT, NAME_BYTES);
        if (type != FILE && type != 0) {
            throw new ArchiveException("failed reading snapshot: \"" + name + "\" is not a regular file");
        }
        if (isUstar(block) && block[PREFIX_AT] != 0) {
            name = text(block, PREFIX_AT, BLOCK_BYTES - PREFIX_AT) + "/" + name;
        }
        long size = number(block, SIZE_AT, NUMBER_BYTES);
        if (size < 0) {
            throw new ArchiveException("failed reading snapshot: \"" + name + "\" has no valid size");
        }
        return new Entry(name, size);
    }

    private static boolean isUstar(byte[] block) {
        // POSIX writes "ustar\0"; GNU writes "ustar " and uses the prefix field for something else
        return text(block, MAGIC_AT, 6).equals("ustar");
    }

    /// The sum of all bytes, those of the checksum field counted as blanks.
    private static long checksum(byte[] block) {
        long sum = (long) CHECKSUM_BYTES * ' ';
        for (int i = 0; i < BLOCK_BYTES; i++) {
            if (i < CHECKSUM_AT || i >= CHECKSUM_AT + CHECKSUM_BYTES) {
                sum += block[i] & 0xff;
            }
        }
        return sum;
    }

    private static void putNumber(byte[] block, int at, long value) {
        if (value >= 0 && value <= OCTAL_LIMIT) {
            putOctal(block, at, NUMBER_BYTES, value);
            return;
        }
        for (int i = 0; i < Long.BYTES; i++) {
            block[at + NUMBER_BYTES - 1 - i] = (byte) (value >> (8 * i));
        }
        block[at] = (byte) 0x80;
    }

    /// Octal digits with leading zeros, then one NUL.
    private static void putOctal(byte[] block, int at, int length, long value) {
        long rest = value;
        for (int i = at + length - 2; i >= at; i--) {
            block[i] = (byte) ('0' + (rest & 7));
            rest >>>= 3;
        }
        block[at + length - 1] = 0;
    }

    /// An octal or base 256 number; -1 when it is neither or does not fit.
    private static long number(byte[] block, int at, int length) {
        if ((block[at] & 0x80) != 0) {
            long value = block[at] & 0x7f;
            for (int i = at + 1; i < at + length; i++) {
                if (value >= 1L << 55) {
                    return -1;
                }
                value = value << 8 | (block[i] & 0xff);
            }
            return value;
        }
        int i = at;
        int end = at + length;
        while (i < end && block[i] == ' ') {
            i++;
        }
        long value = 0;
        while (i < end && block[i] >= '0' && block[i] <= '7') {
            value = value << 3 | (block[i] - '0');
            i++;
        }
        while (i < end && (block[i] == ' ' || block[i] == 0)) {
            i++;
        }
        return i == end ? value : -1;
    }

    private static String text(byte[] block, int at, int limit) {
        int end = at;
        while (end < at + limit && block[end] != 0) {
            end++;
        }
        return new String(block, at, end - at, StandardCharsets.ISO_8859_1);
    }
}
