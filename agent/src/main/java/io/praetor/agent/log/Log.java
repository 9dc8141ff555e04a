package io.praetor.agent.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.praetor.agent.config.AgentConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// The running log of a process. Lines that come before [#release] wait, so that the console shows the banner first.
public final class Log implements AutoCloseable {
    /// Lines that may wait for the banner; further ones push the oldest out.
    private static final int MAX_WAITING = 512;

    private final OutputStream console;
    private final @Nullable LogFile file;
    private final LineFormat format;
    private final String indent;
    private final Logger own;
    private final Appender appender = new Appender();
    private @Nullable List<byte[]> waiting = new ArrayList<>();

    private Log(OutputStream console, @Nullable LogFile file, boolean json, LoggerContext context) {
        this.console = console;
        this.file = file;
        this.format = new LineFormat(json, ZoneId.systemDefault());
        this.indent = json ? "" : "    ";
        this.own = context.getLogger("io.praetor");
    }

    /// Sets logging up for this process: everything goes to the console and, if configured, to a file.
    ///
    /// @param console where lines go once released; stays open
    /// @throws IOException when the file cannot be opened
    public static Log start(AgentConfig.Logging settings, Level level, OutputStream console, InstantSource clock)
            throws IOException {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        String path = settings.file();
        LogFile file = path == null
                ? null
                : new LogFile(path, settings.rotateBytes(), settings.rotateEvery(), settings.rotateMaxFiles(), clock);
        Log log = new Log(console, file, settings.json(), context);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        // libraries speak up only when something is wrong; their own events are not the user's
        root.setLevel(ch.qos.logback.classic.Level.WARN);
        log.level(level);
        log.appender.setContext(context);
        log.appender.start();
        root.addAppender(log.appender);
        return log;
    }

    /// Changes how much is logged.
    public void level(Level level) {
        own.setLevel(level.logback());
    }

    /// Writes the lines that waited, and from now on every line at once.
    public synchronized void release() throws IOException {
        List<byte[]> lines = waiting;
        waiting = null;
        if (lines != null) {
            for (byte[] line : lines) {
                console.write(line);
            }
            console.flush();
        }
    }

    private synchronized void write(ILoggingEvent event) {
        try {
            String line = format.line(event);
            byte[] bytes = (indent + line).getBytes(StandardCharsets.UTF_8);
            if (waiting == null) {
                console.write(bytes);
                console.flush();
            } else {
                if (waiting.size() == MAX_WAITING) {
                    waiting.removeFirst();
                }
                waiting.add(bytes);
            }
            if (file != null) {
                file.write(line.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            appender.addError("a log line cannot be written", e);
        }
    }

    /// Writes what still waits, and ends logging.
    @Override
    public void close() throws IOException {
        release();
        appender.stop();
        if (file != null) {
            file.close();
        }
    }

    private final class Appender extends UnsynchronizedAppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            write(event);
        }
    }
}
