package io.praetor.dns;

import org.jspecify.annotations.Nullable;

/// The bytes of a message while it is written. What would not fit the buffer is dropped and remembered.
final class MessageOutput {
    private static final int HEADER = 12;
    private static final int POINTER = 0xc000;
    private static final int TYPE_SOA = 6;
    private static final int TYPE_OPT = 41;
    private static final int OPTION_SUBNET = 8;
    private static final int ANSWERS = 6;
    private static final int AUTHORITY = 8;
    private static final int ADDITIONAL = 10;

    private final byte[] bytes;
    private final NameTable names = new NameTable();
    private final int[] questionStarts = new int[WireName.MOST_LABELS];
    private final int[] questionHashes = new int[WireName.MOST_LABELS];
    private int at;
    private boolean compress;
    private boolean overflown;
    private int section;
    private int records;
    private byte[] question = {};
    private int questionLength;

    MessageOutput(int capacity) {
        bytes = new byte[capacity];
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return at;
    }

    boolean overflown() {
        return overflown;
    }

    void begin(boolean compressing) {
        at = HEADER;
        compress = compressing;
        overflown = false;
        section = ANSWERS;
        records = 0;
        questionLength = 0;
        names.clear();
    }

    void header(int id, int flags) {
        put16(0, id);
        put16(2, flags);
        for (int count = 4; count < HEADER; count += 2) {
            put16(count, 0);
        }
    }

    /// Sets the TC bit of what was written.
    void truncated() {
        bytes[2] |= 0x02;
    }

    void question(Request request) {
        question = request.bytes();
        questionLength = request.nameLength();
        put16(4, 1);
        int offset = request.nameOffset();
        if (compress) {
            int labels = 0;
            for (int i = 0; question[offset + i] != 0; i += 1 + question[offset + i]) {
                questionStarts[labels++] = i;
            }
            WireName.hash(question, offset, questionStarts, labels, questionHashes);
            for (int i = 0; i < labels; i++) {
                names.add(questionHashes[i], HEADER + questionStarts[i]);
            }
        }
        write(question, offset, questionLength);
        u16(request.type());
        u16(request.klass());
    }

    /// Everything from here on is in the authority section.
    void authority() {
        count();
        section = AUTHORITY;
    }

    /// Everything from here on is in the additional section.
    void additional() {
        count();
        section = ADDITIONAL;
    }

    void end() {
        count();
    }

    private void count() {
        put16(section, records);
        records = 0;
    }

    void record(Rr record) {
        start(record.owner(), record.type(), Rr.CLASS, record.ttl());
        int length = at;
        u16(0);
        write(record.data(), 0, record.data().length);
        WireName name = record.name();
        if (name != null) {
            name(name, record.compressed());
        }
        if (!overflown) {
            put16(length, at - length - 2);
        }
    }

    private void start(@Nullable WireName owner, int type, int klass, long ttl) {
        if (owner != null) {
            name(owner, true);
        } else if (compress) {
            u16(POINTER | HEADER);
        } else {
            write(question, HEADER, questionLength);
        }
        u16(type);
        u16(klass);
        u32(ttl);
        records++;
    }

    void soa(Zone zone, long serial) {
        DnsSettings.Soa soa = zone.settings().soa();
        start(zone.owner(), TYPE_SOA, Rr.CLASS, soa.minTtl());
        int length = at;
        u16(0);
        name(zone.primaryServer(), true);
        name(zone.mailbox(), true);
        u32(serial);
        u32(soa.refresh());
        u32(soa.retry());
        u32(soa.expire());
        u32(soa.minTtl());
        if (!overflown) {
            put16(length, at - length - 2);
        }
    }

    /// Answers the client's OPT record.
    ///
    /// @param forEverybody whether clients in other networks would be answered the same
    void edns(Request request, boolean forEverybody) {
        int subnet = request.subnetLength();
        u8(0);
        u16(TYPE_OPT);
        u16(request.udpSize());
        u32(0);
        u16(subnet == 0 ? 0 : 4 + subnet);
        if (subnet != 0) {
            u16(OPTION_SUBNET);
            u16(subnet);
            int scope = at + 3;
            int prefix = request.bytes()[request.subnetOffset() + 2];
            write(request.bytes(), request.subnetOffset(), subnet);
            if (!overflown) {
                bytes[scope] = forEverybody ? 0 : (byte) prefix;
            }
        }
        records++;
    }

    /// @param pointing whether it may end in a pointer; later names may point to it either way
    private void name(WireName name, boolean pointing) {
        byte[] own = name.bytes();
        int labels = name.labelCount();
        int begin = at;
        int whole = labels;
        int target = -1;
        if (compress) {
            for (int i = 0; i < labels; i++) {
                int found = names.find(name.hash(i), own, name.start(i), bytes);
                if (found >= 0) {
                    whole = i;
                    target = found;
                    break;
                }
            }
        }
        if (target >= 0 && pointing) {
            int length = name.start(whole);
            write(own, 0, length);
            u16(POINTER | target);
        } else {
            write(own, 0, own.length);
        }
        if (compress && !overflown) {
            for (int i = 0; i < whole; i++) {
                names.add(name.hash(i), begin + name.start(i));
            }
        }
    }

    private void write(byte[] from, int offset, int length) {
        if (at + length > bytes.length) {
            overflown = true;
            return;
        }
        System.arraycopy(from, offset, bytes, at, length);
        at += length;
    }

    private void u8(int value) {
        if (at + 1 > bytes.length) {
            overflown = true;
            return;
        }
        bytes[at++] = (byte) value;
    }

    private void u16(int value) {
        if (at + 2 > bytes.length) {
            overflown = true;
            return;
        }
        put16(at, value);
        at += 2;
    }

    private void u32(long value) {
        u16((int) (value >>> 16) & 0xffff);
        u16((int) value & 0xffff);
    }

    private void put16(int offset, int value) {
        bytes[offset] = (byte) (value >> 8);
        bytes[offset + 1] = (byte) value;
    }
}
