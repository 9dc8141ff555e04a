package io.praetor.agent.profile;

import io.praetor.http.ProcessProfiles;
import io.praetor.server.RequestFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import jdk.jfr.Configuration;

/// Profiles of the JVM that the agent runs in.
public final class JvmProfiles implements ProcessProfiles, AutoCloseable {
    /// A recording costs some CPU and a few megabytes; `consul debug` makes two at a time, and may overlap itself.
    private static final int MOST_RECORDINGS = 8;

    private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";

    private final Semaphore recordings = new Semaphore(MOST_RECORDINGS);
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public String commandLine() {
        return ProcessHandle.current()
                .info()
                .arguments()
                .map(words -> String.join("\0", words))
                .orElse("");
    }

    @Override
    public String heap() throws IOException {
        return diagnose("gcClassHistogram");
    }

    /// The platform's threads with their locks, then all threads, virtual ones included.
    @Override
    public String threads() throws IOException {
        String platform = diagnose("threadPrint", "-l");
        Path file = Files.createTempFile("praetor-threads", ".txt");
        try {
            diagnose("threadDumpToFile", "-overwrite", file.toString());
            return platform + "\n" + Files.readString(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /// What `jcmd` can ask for, asked from inside.
    private static String diagnose(String operation, String... arguments) throws IOException {
        try {
            Object answer = ManagementFactory.getPlatformMBeanServer()
                    .invoke(new ObjectName(COMMANDS), operation, new Object[] {arguments}, new String[] {
                        String[].class.getName()
                    });
            return String.valueOf(answer);
        } catch (JMException e) {
            throw new IOException("the JVM does not answer " + operation + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void record(Recording what, Duration time, Target target) throws IOException {
        if (!recordings.tryAcquire()) {
            throw new RequestFailure(RequestFailure.Kind.RATE_LIMITED, "too many recordings at a time");
        }
        Path file = Files.createTempFile("praetor", ".jfr");
        try (jdk.jfr.Recording recording = new jdk.jfr.Recording(configuration())) {
            if (what == Recording.TRACE) {
                detail().forEach((event, threshold) ->
                        recording.enable(event).withThreshold(threshold).withStackTrace());
            }
            recording.start();
            if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("the agent has ended");
            }
            recording.stop();
            recording.dump(file);
            try (OutputStream out = target.open()) {
                Files.copy(file, out);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            recordings.release();
            Files.deleteIfExists(file);
        }
    }

    private static Configuration configuration() throws IOException {
        try {
            return Configuration.getConfiguration("profile");
        } catch (ParseException e) {
            throw new IOException("the JDK's settings of its flight recorder cannot be read", e);
        }
    }

    /// What a trace shows beyond a profile: waits much shorter than the usual limits.
    private static Map<String, Duration> detail() {
        Duration shortest = Duration.ofMillis(1);
        return Map.of(
                "jdk.JavaMonitorEnter", shortest,
                "jdk.JavaMonitorWait", shortest,
                "jdk.ThreadPark", shortest,
                "jdk.SocketRead", shortest,
                "jdk.SocketWrite", shortest,
                "jdk.FileRead", shortest,
                "jdk.FileWrite", shortest,
                "jdk.VirtualThreadPinned", shortest);
    }

    /// Ends recordings that run.
    @Override
    public void close() {
        closed.countDown();
    }
}
