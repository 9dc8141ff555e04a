package io.praetor.agent.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.praetor.agent.unix.UnixDatagrams;
import io.praetor.model.GoDuration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// The system's log (`agent.md` §12): each line a datagram with priority, time and tag. A line that nobody takes is
/// lost; logging never waits for the system.
final class Syslog implements AutoCloseable {
    /// Where systems listen, as Go's library tries them.
    static final List<Path> PLACES = List.of(Path.of("/dev/log"), Path.of("/var/run/syslog"), Path.of("/var/run/log"));

    /// How often a system that is not there is tried again.
    static final int RETRIES = 12;

    static final Duration DELAY = Duration.ofSeconds(5);

    private static final String TAG = "consul";

    /// Longer lines are cut: systems refuse larger datagrams.
    private static final int MAX_BYTES = 8_192;

    private static final List<String> FACILITIES = List.of(
            "KERN", "USER", "MAIL", "DAEMON", "AUTH", "SYSLOG", "LPR", "NEWS", "UUCP", "CRON", "AUTHPRIV", "FTP");
    private static final int LOCAL0 = 16;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH);

    private final List<Path> places;
    private final int facility;
    private final long pid;
    private final ZoneId zone;
    private UnixDatagrams socket;

    /// Lets time pass.
    @FunctionalInterface
    interface Pause {
        void of(Duration duration) throws InterruptedException;
    }

    private Syslog(List<Path> places, int facility, long pid, ZoneId zone) throws IOException {
        this.places = places;
        this.facility = facility;
        this.pid = pid;
        this.zone = zone;
        this.socket = connect();
    }

    /// Finds the system's log, trying again for a minute.
    ///
    /// @param facility `LOCAL0` to `LOCAL7`, `DAEMON`, ... in any case
    /// @param told     hears why it is tried again
    /// @throws SyslogException when there is none
    static Syslog open(List<Path> places, String facility, long pid, ZoneId zone, Pause pause, Consumer<String> told)
            throws SyslogException {
        for (int attempt = 0; ; attempt++) {
            try {
                return new Syslog(places, code(facility), pid, zone);
            } catch (IOException e) {
                if (attempt == RETRIES) {
                    String waited =
                            GoDuration.format(DELAY.multipliedBy(RETRIES).toNanos());
                    throw new SyslogException("Syslog setup did not succeed within timeout (" + waited + ").", e);
                }
                told.accept("Syslog setup error, retrying: delay=" + GoDuration.format(DELAY.toNanos()) + " error="
                        + e.getMessage());
                try {
                    pause.of(DELAY);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new SyslogException("interrupted while waiting for syslog", interrupted);
                }
            }
        }
    }

    private static int code(String facility) throws IOException {
        String name = facility.toUpperCase(Locale.ROOT);
        int known = FACILITIES.indexOf(name);
        if (known >= 0) {
            return known;
        }
        if (name.matches("LOCAL[0-7]")) {
            return LOCAL0 + name.charAt(5) - '0';
        }
        throw new IOException("invalid syslog facility: " + facility);
    }

    private UnixDatagrams connect() throws IOException {
        IOException last = new IOException("no place to look for syslog");
        for (Path place : places) {
            try {
                return UnixDatagrams.connect(place.toString());
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IOException("Unix syslog delivery error: " + last.getMessage(), last);
    }

    /// Writes a line.
    ///
    /// @param line as it is written elsewhere, with or without its line feed
    void write(ILoggingEvent event, Instant now, String line) throws IOException {
        int priority = facility * 8 + severity(event.getLevel().toInt());
        String head = "<" + priority + ">" + TIME.format(now.atZone(zone)) + " " + TAG + "[" + pid + "]: ";
        byte[] whole = (head + text(line)).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = whole.length <= MAX_BYTES ? whole : java.util.Arrays.copyOf(whole, MAX_BYTES);
        try {
            socket.send(bytes);
        } catch (IOException e) {
            // the system's log may have been started anew since
            socket.close();
            socket = connect();
            socket.send(bytes);
        }
    }

    /// What is important here is not as important to the whole system.
    private static int severity(int level) {
        return switch (level) {
            case ch.qos.logback.classic.Level.TRACE_INT -> 7;
            case ch.qos.logback.classic.Level.DEBUG_INT -> 6;
            case ch.qos.logback.classic.Level.WARN_INT -> 4;
            case ch.qos.logback.classic.Level.ERROR_INT -> 3;
            default -> 5;
        };
    }

    /// Time and level of a line for people are the system's own business.
    private static String text(String line) {
        int bracket = line.startsWith("{") ? -1 : line.indexOf(']');
        return (bracket < 0 ? line : line.substring(bracket + 1)).strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
