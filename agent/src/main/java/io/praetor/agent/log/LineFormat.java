package io.praetor.agent.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.slf4j.event.KeyValuePair;

/// Writes an event as one line, for people or as JSON (`agent.md` §12).
final class LineFormat {
    /// Calls of a stack trace that are printed; deeper ones say nothing new.
    private static final int MAX_FRAMES = 30;

    private final boolean json;
    private final DateTimeFormatter time;
    private final LoggerNames names = new LoggerNames();

    LineFormat(boolean json, ZoneId zone) {
        this.json = json;
        String pattern = json ? "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX" : "yyyy-MM-dd'T'HH:mm:ss.SSSXX";
        this.time = DateTimeFormatter.ofPattern(pattern).withZone(zone);
    }

    /// The line with its line feed.
    String line(ILoggingEvent event) {
        return json ? asJson(event) : asText(event);
    }

    private String asText(ILoggingEvent event) {
        StringBuilder out = new StringBuilder(160);
        out.append(timeOf(event)).append(' ').append(bracket(event)).append(' ');
        out.append(names.of(event.getLoggerName())).append(": ").append(oneLine(event.getFormattedMessage()));
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null && !pairs.isEmpty()) {
            out.append(':');
            for (KeyValuePair pair : pairs) {
                String value = String.valueOf(pair.value);
                boolean quoted = value.isEmpty() || value.chars().anyMatch(Character::isWhitespace);
                out.append(' ').append(pair.key).append('=');
                out.append(quoted ? "\"" + oneLine(value) + "\"" : value);
            }
        }
        if (event.getThrowableProxy() != null) {
            trace(out, event.getThrowableProxy());
        }
        return out.append('\n').toString();
    }

    private String asJson(ILoggingEvent event) {
        StringBuilder out = new StringBuilder(200);
        field(out.append('{'), "@level", event.getLevel().toString().toLowerCase(Locale.ROOT));
        field(out.append(','), "@message", event.getFormattedMessage());
        field(out.append(','), "@module", names.of(event.getLoggerName()));
        field(out.append(','), "@timestamp", timeOf(event));
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            for (KeyValuePair pair : pairs) {
                out.append(',');
                if (pair.value instanceof Number || pair.value instanceof Boolean) {
                    JsonText.quote(out, pair.key);
                    out.append(':').append(pair.value);
                } else {
                    field(out, pair.key, String.valueOf(pair.value));
                }
            }
        }
        if (event.getThrowableProxy() != null) {
            StringBuilder stack = new StringBuilder();
            trace(stack, event.getThrowableProxy());
            field(out.append(','), "stacktrace", stack.toString().strip());
        }
        return out.append("}\n").toString();
    }

    private static void field(StringBuilder out, String name, String value) {
        JsonText.quote(out, name);
        JsonText.quote(out.append(':'), value);
    }

    private String timeOf(ILoggingEvent event) {
        Instant instant = event.getInstant();
        return time.format(instant == null ? Instant.ofEpochMilli(event.getTimeStamp()) : instant);
    }

    /// Levels take seven columns.
    private static String bracket(ILoggingEvent event) {
        return switch (event.getLevel().toInt()) {
            case ch.qos.logback.classic.Level.TRACE_INT -> "[TRACE]";
            case ch.qos.logback.classic.Level.DEBUG_INT -> "[DEBUG]";
            case ch.qos.logback.classic.Level.WARN_INT -> "[WARN] ";
            case ch.qos.logback.classic.Level.ERROR_INT -> "[ERROR]";
            default -> "[INFO] ";
        };
    }

    /// What comes from outside must not look like further log lines.
    private static String oneLine(String text) {
        return text.indexOf('\n') < 0 && text.indexOf('\r') < 0
                ? text
                : text.replace("\r", "\\r").replace("\n", "\\n");
    }

    private static void trace(StringBuilder out, IThrowableProxy thrown) {
        out.append("\n      ").append(thrown.getClassName()).append(": ").append(thrown.getMessage());
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
            out.append("\n        ").append(frames[i].getSTEAsString());
        }
        if (thrown.getCause() != null) {
            trace(out.append("\n      caused by"), thrown.getCause());
        }
    }
}
