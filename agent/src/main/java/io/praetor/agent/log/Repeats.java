package io.praetor.agent.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/// Leaves out warnings that networks make again and again: of a peer that retries, of a stranger that knocks, of a
/// server
/// that is gone. Lines are the same when they differ only in digits (ports, counters), and alike when they differ only
/// in
/// their values; of each minute the first few are shown, and the first of a later minute tells how many were left out.
/// Used by one thread at a time.
final class Repeats {
    /// Who writes because others send or do not answer.
    private static final List<String> NETWORKS =
            List.of("io.praetor.gossip.", "io.praetor.rpc.", "io.praetor.raft.", "com.alipay.sofa.jraft.");

    private static final int SAME_SHOWN = 5;
    private static final int ALIKE_SHOWN = 10;
    private static final long WINDOW_MILLIS = 60_000;

    /// Different lines that are remembered; the one not seen for longest is forgotten first.
    private static final int MOST_KEPT = 256;

    private static final int LONGEST_KEY = 200;

    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > MOST_KEPT;
        }
    };

    private static final class Window {
        private final long start;
        private int shown;
        private int leftOut;

        Window(long start) {
            this.start = start;
        }
    }

    /// How many lines like this one were left out before it; -1: this one is left out too.
    int leftOut(ILoggingEvent event) {
        if (!event.getLevel().isGreaterOrEqual(Level.WARN)
                || NETWORKS.stream().noneMatch(event.getLoggerName()::startsWith)) {
            return 0;
        }
        StringBuilder key = new StringBuilder(LONGEST_KEY);
        append(key, event.getLoggerName());
        append(key, String.valueOf(event.getMessage()));
        String kind = key.toString();
        append(key, event.getFormattedMessage());
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> append(key, String.valueOf(pair.value)));
        }
        int before = 0;
        Window alike = windows.get(kind);
        if (alike == null || event.getTimeStamp() - alike.start >= WINDOW_MILLIS) {
            before = alike == null ? 0 : alike.leftOut;
            alike = new Window(event.getTimeStamp());
            windows.put(kind, alike);
        }
        Window same = windows.get(key.toString());
        if (same == null || same.start < alike.start) {
            same = new Window(alike.start);
            windows.put(key.toString(), same);
        }
        if (same.shown == SAME_SHOWN || alike.shown == ALIKE_SHOWN) {
            alike.leftOut++;
            return -1;
        }
        same.shown++;
        alike.shown++;
        return before;
    }

    private static void append(StringBuilder key, String text) {
        for (int i = 0; i < text.length() && key.length() < LONGEST_KEY; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                key.append(c);
            }
        }
        key.append(' ');
    }
}
