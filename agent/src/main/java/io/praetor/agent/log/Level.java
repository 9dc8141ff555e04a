package io.praetor.agent.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How much is logged.
public enum Level {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR;

    ch.qos.logback.classic.Level logback() {
        return switch (this) {
            case TRACE -> ch.qos.logback.classic.Level.TRACE;
            case DEBUG -> ch.qos.logback.classic.Level.DEBUG;
            case INFO -> ch.qos.logback.classic.Level.INFO;
            case WARN -> ch.qos.logback.classic.Level.WARN;
            case ERROR -> ch.qos.logback.classic.Level.ERROR;
        };
    }

    /// Whether an event is at least so important.
    boolean takes(ILoggingEvent event) {
        return event.getLevel().isGreaterOrEqual(logback());
    }

    /// The level a setting names, in any case; null for anything else.
    public static @Nullable Level parse(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "TRACE" -> TRACE;
            case "DEBUG" -> DEBUG;
            case "INFO" -> INFO;
            case "WARN" -> WARN;
            case "ERR", "ERROR" -> ERROR;
            default -> null;
        };
    }

    /// What is wrong with a text that names no level.
    public static String fault(String text) {
        return "Invalid log level: " + text + ". Valid log levels are: [TRACE DEBUG INFO WARN ERR ERROR]";
    }
}
