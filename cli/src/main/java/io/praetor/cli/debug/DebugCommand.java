package io.praetor.cli.debug;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.NumberFlags;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.GoDuration;
import io.praetor.model.flags.Flag;
import io.praetor.model.snapshot.TarFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `debug`: records an archive of what the agent is and does.
public final class DebugCommand extends Command {
    private static final List<String> ALL = List.of("metrics", "logs", "pprof", "host", "agent", "cluster");
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(5);

    private final ApiFlags api = api();
    private final Flag<List<String>> captures = flags().texts(
                    "capture",
                    "What to record: metrics, logs, pprof (recordings of the JDK's flight recorder, threads, heap), host, "
                            + "agent or cluster. May be given several times. The default is all.");
    private final Flag<Duration> interval = NumberFlags.duration(
            flags(), "interval", "How often to record what changes. The default is 30s, the least 5s.");
    private final Flag<Duration> duration =
            NumberFlags.duration(flags(), "duration", "How long to record. The default is 2m, the least 10s.");
    private final Flag<String> output =
            flags().text("output", "", "Folder and archive to write. The default is consul-debug- and the time.");
    private final Flag<Boolean> archive =
            flags().bool("archive", true, "Pack the folder into a .tar.gz and remove it. The default is true.");

    @Override
    protected String usage() {
        return "consul debug [options]";
    }

    @Override
    protected String description() {
        return """
                Records what the agent is and does for a while, into an archive for people who
                look for the cause of a problem. It holds no tokens, but names, addresses and
                log lines: look at it before you give it away.

                Two minutes of everything:

                    $ consul debug

                A short look at figures and log:

                    $ consul debug -duration=10s -interval=5s -capture=metrics -capture=logs
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (!arguments.isEmpty()) {
            return fail(context, "debug: Too many arguments provided, expected 0");
        }
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            Plan plan;
            try {
                plan = prepare(client, context);
            } catch (IOException e) {
                return fail(context, "Capture validation failed: " + e.getMessage());
            }
            return record(client, plan, context);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Context.FAILURE;
        }
    }

    /// What is recorded where.
    record Plan(String agentVersion, Duration interval, Duration duration, List<String> captures, String output) {
        boolean wants(String capture) {
            return captures.contains(capture);
        }
    }

    private Plan prepare(ConsulClient client, Context context) throws IOException {
        Duration every = interval.isSet() ? interval.get() : Duration.ofSeconds(30);
        Duration whole = duration.isSet() ? duration.get() : Duration.ofMinutes(2);
        if (whole.compareTo(SHORTEST) < 0) {
            throw new IOException("duration must be longer than " + text(SHORTEST));
        }
        if (every.compareTo(SHORTEST_INTERVAL) < 0) {
            // the original's words, which name the other limit
            throw new IOException("interval must be longer than " + text(SHORTEST));
        }
        if (whole.compareTo(every) < 0) {
            throw new IOException("duration (" + text(whole) + ") must be longer than interval (" + text(every) + ")");
        }
        Map<String, @Nullable Object> self;
        try {
            self = client.agent().self();
        } catch (ConsulException e) {
            throw new IOException(
                    "error querying target agent: " + e.getMessage() + ". verify connectivity and agent address", e);
        }
        List<String> wanted = new ArrayList<>(captures.get().isEmpty() ? ALL : captures.get());
        for (String capture : wanted) {
            if (!ALL.contains(capture)) {
                throw new IOException("target not found: " + capture);
            }
        }
        if (wanted.contains("pprof") && !isDebugging(self)) {
            wanted.remove("pprof");
            context.fail(
                    "[WARN] Unable to capture pprof. Set enable_debug to true on target agent to enable profiling.");
        }
        String name = output.get().isEmpty()
                ? "consul-debug-" + context.system().now().getEpochSecond()
                : output.get();
        if (Files.exists(Path.of(name))) {
            throw new IOException("output directory already exists: " + name);
        }
        try {
            Files.createDirectories(Path.of(name));
        } catch (IOException e) {
            throw new IOException("could not create output directory: " + e.getMessage(), e);
        }
        return new Plan(version(self), every, whole, List.copyOf(wanted), name);
    }

    private static boolean isDebugging(Map<String, @Nullable Object> self) throws IOException {
        if (self.get("DebugConfig") instanceof Map<?, ?> config && config.get("EnableDebug") instanceof Boolean on) {
            return on;
        }
        throw new IOException("agent response did not contain EnableDebug key");
    }

    private static String version(Map<String, @Nullable Object> self) throws IOException {
        if (self.get("Config") instanceof Map<?, ?> config && config.get("Version") instanceof String version) {
            return version;
        }
        throw new IOException("agent response did not contain version key");
    }

    private int record(ConsulClient client, Plan plan, Context context) throws InterruptedException {
        boolean packed = archive.get();
        String result = packed ? plan.output() + ".tar.gz" : plan.output();
        context.out().line("==> Starting debugger and capturing static information...");
        context.out().line("     Agent Version: '" + plan.agentVersion() + "'");
        context.out().line("          Interval: '" + text(plan.interval()) + "'");
        context.out().line("          Duration: '" + text(plan.duration()) + "'");
        context.out().line("            Output: '" + result + "'");
        context.out().line("           Capture: '" + String.join(", ", plan.captures()) + "'");
        context.out().flush();
        Recorder recorder = new Recorder(client, plan, context);
        try {
            recorder.recordStatic();
        } catch (IOException e) {
            return fail(context, "Static capture failed: " + e.getMessage());
        }
        try {
            recorder.recordDynamic();
            recorder.writeIndex();
        } catch (IOException e) {
            return fail(context, "Error encountered during collection: " + e.getMessage());
        }
        if (packed) {
            try {
                pack(Path.of(plan.output()), Path.of(result), context);
            } catch (IOException e) {
                return fail(context, "Archive creation failed: " + e.getMessage());
            }
        }
        context.out().line("    Saved debug archive: " + result);
        return 0;
    }

    private static void pack(Path folder, Path result, Context context) throws IOException {
        TarFile.pack(folder, result, context.system().now());
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static int fail(Context context, String message) {
        return context.fail("==> " + message);
    }

    private static String text(Duration duration) {
        return GoDuration.format(duration.toNanos());
    }
}
