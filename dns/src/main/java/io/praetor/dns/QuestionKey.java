package io.praetor.dns;

import java.util.Arrays;

/// What is asked, without regard to case and to who asks. One key is moved from request to request to look with;
/// [#copy] makes one to keep.
final class QuestionKey {
    private static final int WITH_EDNS = 1 << 16;

    private byte[] name = new byte[WireName.LONGEST];
    private int length;
    private int type;
    private int hash;

    QuestionKey move(Request request) {
        byte[] bytes = request.bytes();
        int offset = request.nameOffset();
        length = request.nameLength();
        // names are followed further for clients with EDNS
        type = request.hasEdns() ? request.type() | WITH_EDNS : request.type();
        int mixed = type;
        for (int i = 0; i < length; i++) {
            byte b = bytes[offset + i];
            // lengths of labels are below 64: no letters
            if (b >= 'A' && b <= 'Z') {
                b = (byte) (b + ('a' - 'A'));
            }
            name[i] = b;
            mixed = mixed * 31 + b;
        }
        hash = mixed;
        return this;
    }

    QuestionKey copy() {
        QuestionKey copy = new QuestionKey();
        copy.name = Arrays.copyOf(name, length);
        copy.length = length;
        copy.type = type;
        copy.hash = hash;
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QuestionKey key
                && hash == key.hash
                && type == key.type
                && Arrays.equals(name, 0, length, key.name, 0, key.length);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
