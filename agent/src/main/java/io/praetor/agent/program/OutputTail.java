package io.praetor.agent.program;

import java.nio.charset.StandardCharsets;

/// The last bytes of an output of any length.
public final class OutputTail implements Program.Output {
    private final byte[] ring;
    private long total;

    /// @param limit bytes to keep
    public OutputTail(int limit) {
        ring = new byte[limit];
    }

    @Override
    public synchronized void take(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            ring[(int) (total++ % ring.length)] = bytes[i];
        }
    }

    /// What is kept, saying so when that is not all.
    public synchronized String text() {
        int kept = (int) Math.min(total, ring.length);
        byte[] ordered = new byte[kept];
        for (int i = 0; i < kept; i++) {
            ordered[i] = ring[(int) ((total - kept + i) % ring.length)];
        }
        String text = new String(ordered, StandardCharsets.UTF_8);
        return total > kept ? "Captured " + kept + " of " + total + " bytes\n...\n" + text : text;
    }
}
