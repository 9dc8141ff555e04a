package io.praetor.agent.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.praetor.agent.config.AgentConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// The running log of a process. Lines that come before [#release] wait, so that the console shows the banner first.
///
/// An event is made when anybody wants it: the log itself at its level, or a [LogTap] at its own.
public final class Log implements AutoCloseable {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(Log.class);

    /// Lines that may wait for the banner; further ones push the oldest out.
    private static final int MAX_WAITING = 512;

    /// The pause of a real process.
    private static final Syslog.Pause PAUSE =
            duration -> new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS);

    private final OutputStream console;
    private final @Nullable LogFile file;
    private final @Nullable Syslog syslog;
    private final InstantSource clock;
    private final LineFormat text = new LineFormat(false, ZoneId.systemDefault());
    private final LineFormat objects = new LineFormat(true, ZoneId.systemDefault());
    private final Repeats repeats = new Repeats();
    private final boolean json;
    private final Logger own;
    private final Appender appender = new Appender();
    private final List<LogTap> taps = new CopyOnWriteArrayList<>();
    private @Nullable List<byte[]> waiting = new ArrayList<>();
    private volatile Level level = Level.INFO;

    private Log(
            OutputStream console,
            @Nullable LogFile file,
            @Nullable Syslog syslog,
            InstantSource clock,
            boolean json,
            LoggerContext context) {
        this.console = console;
        this.file = file;
        this.syslog = syslog;
        this.clock = clock;
        this.json = json;
        this.own = context.getLogger("io.praetor");
    }

    /// Sets logging up for this process: everything goes to the console and, if configured, to a file and to the
    /// system's log. Waits up to a minute for the latter.
    ///
    /// @param console where lines go once released; stays open
    /// @param pid     the number of this process
    /// @throws SyslogException when there is no system's log
    /// @throws IOException when the file cannot be opened
    public static Log start(
            AgentConfig.Logging settings, Level level, PrintStream console, InstantSource clock, long pid)
            throws IOException {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        String path = settings.file();
        LogFile file = path == null
                ? null
                : new LogFile(path, settings.rotateBytes(), settings.rotateEvery(), settings.rotateMaxFiles(), clock);
        Syslog syslog = settings.syslog()
                ? Syslog.open(
                        Syslog.PLACES, settings.syslogFacility(), pid, ZoneId.systemDefault(), PAUSE, console::println)
                : null;
        Log log = new Log(console, file, syslog, clock, settings.json(), context);
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
    public synchronized void level(Level changed) {
        level = changed;
        listen();
    }

    /// Shows the log to somebody, whatever level it has itself.
    public synchronized LogTap tap(Level wanted, boolean asJson) {
        LogTap tap = new LogTap(this, wanted, asJson);
        taps.add(tap);
        listen();
        return tap;
    }

    void remove(LogTap tap) {
        synchronized (this) {
            taps.remove(tap);
            listen();
        }
        if (tap.dropped() > 0) {
            LOG.atWarn().addKeyValue("dropped_count", tap.dropped()).log("Dropped logs during monitor request");
        }
    }

    /// Has events made at the lowest level that anybody wants.
    private void listen() {
        Level lowest = level;
        for (LogTap tap : taps) {
            lowest = tap.level().compareTo(lowest) < 0 ? tap.level() : lowest;
        }
        own.setLevel(lowest.logback());
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
        int leftOut = repeats.leftOut(event);
        if (leftOut < 0) {
            return;
        }
        String line = null;
        if (level.takes(event)) {
            line = (json ? objects : text).line(event, leftOut);
            try {
                write(line);
            } catch (IOException e) {
                appender.addError("a log line cannot be written", e);
            }
            if (syslog != null) {
                // it has its line whatever happened to the others
                try {
                    syslog.write(event, clock.instant(), line);
                } catch (IOException e) {
                    appender.addError("the system's log does not take a line", e);
                }
            }
        }
        for (LogTap tap : taps) {
            if (tap.level().takes(event)) {
                String shown =
                        line != null && tap.json() == json ? line : (tap.json() ? objects : text).line(event, leftOut);
                tap.offer(shown.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void write(String line) throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        byte[] shown = json ? bytes : ("    " + line).getBytes(StandardCharsets.UTF_8);
        if (waiting == null) {
            console.write(shown);
            console.flush();
        } else {
            if (waiting.size() == MAX_WAITING) {
                waiting.removeFirst();
            }
            waiting.add(shown);
        }
        if (file != null) {
            file.write(bytes);
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
        if (syslog != null) {
            syslog.close();
        }
    }

    private final class Appender extends UnsynchronizedAppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            write(event);
        }
    }
}
