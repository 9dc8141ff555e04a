package io.praetor.gossip.serf;

import io.praetor.gossip.Endpoint;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who was there and what time it was, as the lines of a snapshot file say it (`gossip-serf.md` §9).
final class SnapshotState {

    private static final String ALIVE = "alive: ";
    private static final String NOT_ALIVE = "not-alive: ";
    private static final String CLOCK = "clock: ";
    private static final String EVENT_CLOCK = "event-clock: ";
    private static final String QUERY_CLOCK = "query-clock: ";
    private static final String COORDINATE = "coordinate: ";
    private static final String LEAVE = "leave";

    private final Map<String, Endpoint> alive = new LinkedHashMap<>();
    private long clock;
    private long eventClock;
    private long queryClock;

    Map<String, Endpoint> alive() {
        return alive;
    }

    long clock() {
        return clock;
    }

    long eventClock() {
        return eventClock;
    }

    long queryClock() {
        return queryClock;
    }

    /// @param endpoint null: not alive any more
    void node(String name, @Nullable Endpoint endpoint) {
        alive.remove(name);
        if (endpoint != null) {
            alive.put(name, endpoint);
        }
    }

    void clock(long time) {
        clock = time;
    }

    void eventClock(long time) {
        eventClock = time;
    }

    void queryClock(long time) {
        queryClock = time;
    }

    /// One line of the file.
    ///
    /// @param leaveCounts whether a member that left starts from nothing
    /// @return whether it could be understood
    boolean apply(String line, boolean leaveCounts) {
        if (line.startsWith(ALIVE)) {
            return applyAlive(line.substring(ALIVE.length()));
        }
        if (line.startsWith(NOT_ALIVE)) {
            alive.remove(line.substring(NOT_ALIVE.length()));
            return true;
        }
        if (line.equals(LEAVE)) {
            if (leaveCounts) {
                alive.clear();
                clock = 0;
                eventClock = 0;
                queryClock = 0;
            }
            return true;
        }
        if (line.startsWith(COORDINATE) || line.startsWith("#") || line.isEmpty()) {
            return true;
        }
        return applyClock(line);
    }

    private boolean applyAlive(String said) {
        int blank = said.lastIndexOf(' ');
        Endpoint endpoint = blank < 0 ? null : endpoint(said.substring(blank + 1));
        if (endpoint == null) {
            return false;
        }
        node(said.substring(0, blank), endpoint);
        return true;
    }

    private static @Nullable Endpoint endpoint(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return null;
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            return new Endpoint(InetAddress.ofLiteral(host), Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private boolean applyClock(String line) {
        int blank = line.indexOf(' ');
        if (blank < 0) {
            return false;
        }
        long time;
        try {
            time = Long.parseUnsignedLong(line.substring(blank + 1));
        } catch (NumberFormatException e) {
            return false;
        }
        switch (line.substring(0, blank + 1)) {
            case CLOCK -> clock = time;
            case EVENT_CLOCK -> eventClock = time;
            case QUERY_CLOCK -> queryClock = time;
            default -> {
                return false;
            }
        }
        return true;
    }

    static String aliveLine(String name, Endpoint endpoint) {
        return ALIVE + name + " " + endpoint + "\n";
    }

    static String notAliveLine(String name) {
        return NOT_ALIVE + name + "\n";
    }

    static String clockLine(long time) {
        return CLOCK + Long.toUnsignedString(time) + "\n";
    }

    static String eventClockLine(long time) {
        return EVENT_CLOCK + Long.toUnsignedString(time) + "\n";
    }

    static String queryClockLine(long time) {
        return QUERY_CLOCK + Long.toUnsignedString(time) + "\n";
    }

    static String leaveLine() {
        return LEAVE + "\n";
    }

    /// All of it as lines.
    String lines() {
        StringBuilder lines = new StringBuilder();
        alive.forEach((name, endpoint) -> lines.append(aliveLine(name, endpoint)));
        return lines.append(clockLine(clock))
                .append(eventClockLine(eventClock))
                .append(queryClockLine(queryClock))
                .toString();
    }
}
