package io.praetor.agent.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import io.praetor.model.GoDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/// Writes an event as one line, for people or as JSON (`agent.md` §12).
final class LineFormat {
    private static final Set<String> CARRIERS =
            Set.of(CompletionException.class.getName(), ExecutionException.class.getName());

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
        return line(event, 0);
    }

    /// The same.
    ///
    /// @param leftOut how many lines like it were not written before it
    String line(ILoggingEvent event, int leftOut) {
        return json ? asJson(event, leftOut) : asText(event, leftOut);
    }

    private String asText(ILoggingEvent event, int leftOut) {
        StringBuilder out = new StringBuilder(160);
        out.append(timeOf(event)).append(' ').append(bracket(event)).append(' ');
        out.append(names.of(event.getLoggerName())).append(": ").append(oneLine(event.getFormattedMessage()));
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null && !pairs.isEmpty()) {
            out.append(':');
            for (KeyValuePair pair : pairs) {
                out.append(' ').append(pair.key).append('=');
                value(out, shown(pair.value));
            }
        }
        if (leftOut > 0) {
            out.append(" left_out=").append(leftOut);
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null && isFault(thrown)) {
            trace(out, thrown);
        } else if (thrown != null) {
            boolean first = (pairs == null || pairs.isEmpty())
                    && event.getFormattedMessage().indexOf('=') < 0;
            value(out.append(first ? ": error=" : " error="), reason(thrown));
        }
        return out.append('\n').toString();
    }

    private String asJson(ILoggingEvent event, int leftOut) {
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
                    field(out, pair.key, shown(pair.value));
                }
            }
        }
        if (leftOut > 0) {
            out.append(",\"left_out\":").append(leftOut);
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null && isFault(thrown)) {
            StringBuilder stack = new StringBuilder();
            trace(stack, thrown);
            field(out.append(','), "stacktrace", stack.toString().strip());
        } else if (thrown != null) {
            field(out.append(','), "error", reason(thrown));
        }
        return out.append("}\n").toString();
    }

    /// A time span is shown as it is written in configuration.
    private static String shown(@Nullable Object value) {
        return value instanceof Duration span ? GoDuration.format(span.toNanos()) : String.valueOf(value);
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

    /// A value, in quotes when it could be taken for more than one. Quotes within stay as they are: recorded so. Who
    /// needs
    /// to tell pairs apart for certain reads the JSON form.
    private static void value(StringBuilder out, String value) {
        boolean plain = !value.isEmpty();
        for (int i = 0; i < value.length() && plain; i++) {
            char c = value.charAt(i);
            plain = !Character.isWhitespace(c) && c != '"' && !isControl(c);
        }
        if (plain) {
            out.append(value);
        } else {
            out.append('"').append(oneLine(value)).append('"');
        }
    }

    /// Text that stays on its line and leaves the reader's terminal alone: what comes from outside must not look like
    /// further log lines.
    private static String oneLine(String text) {
        int at = 0;
        while (at < text.length() && !isControl(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, at);
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                default -> {
                    if (isControl(c)) {
                        out.append("\\u").append(HexFormat.of().toHexDigits(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }

    /// Whether a reader would not see it as it is: control characters, other line ends, marks that reverse text.
    private static boolean isControl(char c) {
        if (c == '\t') {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /// Whether it matters where it was thrown. What is thrown without its calls is an answer: it needs no lines of its
    /// own.
    private static boolean isFault(IThrowableProxy thrown) {
        IThrowableProxy bare = unwrapped(thrown);
        return bare.getCause() != null || bare.getStackTraceElementProxyArray().length > 0;
    }

    private static String reason(IThrowableProxy thrown) {
        return String.valueOf(unwrapped(thrown).getMessage());
    }

    /// Without what only carries it from one thread to the other.
    private static IThrowableProxy unwrapped(IThrowableProxy thrown) {
        IThrowableProxy bare = thrown;
        while (bare.getCause() != null && CARRIERS.contains(bare.getClassName())) {
            bare = bare.getCause();
        }
        return bare;
    }

    private static void trace(StringBuilder out, IThrowableProxy thrown) {
        out.append("\n      ")
                .append(thrown.getClassName())
                .append(": ")
                .append(oneLine(String.valueOf(thrown.getMessage())));
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
            out.append("\n        ").append(frames[i].getSTEAsString());
        }
        if (thrown.getCause() != null) {
            trace(out.append("\n      caused by"), thrown.getCause());
        }
    }
}
