package io.praetor.gossip.sim;

import java.util.Arrays;

/// All that happened in a world, as one number, and as text if that is wanted.
final class Trace {

    private static final long PRIME = 0x9e37_79b9_7f4a_7c15L;

    private final StringBuilder text = new StringBuilder();
    private final boolean keepsText;
    private long hash = 1;

    Trace(boolean keepsText) {
        this.keepsText = keepsText;
    }

    void add(long at, String what, Host from, Host to, byte[] bytes) {
        mix(at);
        mix(what.hashCode());
        mix((long) from.id() << 32 | to.id());
        mix(Arrays.hashCode(bytes));
        if (keepsText) {
            text.append(at)
                    .append(' ')
                    .append(what)
                    .append(' ')
                    .append(from)
                    .append(' ')
                    .append(to);
            for (byte b : bytes) {
                text.append(' ').append(b);
            }
            text.append('\n');
        }
    }

    void add(long at, String what, Host where, String about) {
        mix(at);
        mix(what.hashCode());
        mix(where.id());
        mix(about.hashCode());
        if (keepsText) {
            text.append(at)
                    .append(' ')
                    .append(what)
                    .append(' ')
                    .append(where)
                    .append(' ')
                    .append(about)
                    .append('\n');
        }
    }

    private void mix(long value) {
        hash = Long.rotateLeft(hash ^ value, 29) * PRIME;
    }

    long hash() {
        return hash;
    }

    String text() {
        return text.toString();
    }
}
