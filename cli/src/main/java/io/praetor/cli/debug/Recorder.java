package io.praetor.cli.debug;

import io.praetor.cli.base.Context;
import io.praetor.cli.debug.DebugCommand.Plan;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.client.LogStream;
import io.praetor.client.Member;
import io.praetor.model.Bytes;
import io.praetor.model.GoDuration;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.Json;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Fetches what an archive holds and writes it into its folder.
final class Recorder {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss.SSSSSSSSS Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /// What the last interval may take beyond its time.
    private static final Duration GRACE = Duration.ofSeconds(2);

    /// Bytes of the log of one interval.
    private static final long LOG_LIMIT = 256L << 20;

    private final ConsulClient client;
    private final Plan plan;
    private final Context context;
    private final Path folder;
    private @Nullable ConsulClient logClient;
    private @Nullable Future<?> log;

    Recorder(ConsulClient client, Plan plan, Context context) {
        this.client = client;
        this.plan = plan;
        this.context = context;
        this.folder = Path.of(plan.output());
    }

    /// What does not change.
    void recordStatic() throws IOException {
        if (plan.wants("host")) {
            writeJson(folder.resolve("host.json"), client.agent().host());
        }
        if (plan.wants("agent")) {
            writeJson(folder.resolve("agent.json"), client.agent().self());
        }
        if (plan.wants("cluster")) {
            List<@Nullable Object> members = new ArrayList<>();
            for (Member member : client.agent().members(true, "")) {
                members.add(tree(member));
            }
            writeJson(folder.resolve("cluster.json"), members);
        }
    }

    private static Map<String, @Nullable Object> tree(Member member) {
        Map<String, String> tags = member.tags();
        return Map.of(
                "Name",
                member.name(),
                "Addr",
                member.address(),
                "Port",
                (long) member.port(),
                "Tags",
                tags == null ? Map.of() : tags,
                "Status",
                (long) member.status(),
                "DelegateCur",
                (long) member.protocolNow());
    }

    /// What changes, at the start and after every interval.
    void recordDynamic() throws IOException, InterruptedException {
        if (!plan.wants("metrics") && !plan.wants("logs") && !plan.wants("pprof")) {
            return;
        }
        // between the intervals nothing waits for the recordings of the one before
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        List<Future<?>> recordings = new ArrayList<>();
        try {
            tell("Beginning capture interval ", 0);
            begin(threads, recordings);
            long intervals = plan.duration().dividedBy(plan.interval());
            for (int i = 1; i <= intervals; i++) {
                context.system().sleep(plan.interval());
                tell("Capture successful ", i);
                begin(threads, recordings);
            }
            Duration rest = plan.duration().minus(plan.interval().multipliedBy(intervals));
            context.system().sleep(rest.plus(GRACE));
            endLog();
            for (Future<?> recording : recordings) {
                finish(recording);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void finish(Future<?> recording) throws IOException, InterruptedException {
        try {
            recording.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }

    private void tell(String what, int number) {
        context.out().line("==> " + what + TIME.format(context.system().now()) + " UTC (" + number + ")");
        context.out().flush();
    }

    private void begin(ExecutorService threads, List<Future<?>> recordings) throws IOException, InterruptedException {
        Instant now = context.system().now();
        Path place = Files.createDirectories(folder.resolve(Long.toString(now.getEpochSecond())));
        int seconds = (int) Math.max(1, plan.interval().toSeconds());
        if (plan.wants("metrics")) {
            writeJson(place.resolve("metrics.json"), client.agent().metrics());
        }
        if (plan.wants("logs")) {
            endLog();
            ConsulClient own = client.fork();
            logClient = own;
            log = threads.submit(() -> recordLog(place.resolve("consul.log"), own));
        }
        if (plan.wants("pprof")) {
            recordings.add(threads.submit(() -> recordProfile(place.resolve("heap.txt"), "heap", 0)));
            recordings.add(threads.submit(() -> recordProfile(place.resolve("threads.txt"), "goroutine", 0)));
            recordings.add(threads.submit(() -> recordProfile(place.resolve("profile.jfr"), "profile", seconds)));
            recordings.add(threads.submit(() -> recordProfile(place.resolve("trace.jfr"), "trace", seconds)));
        }
    }

    private @Nullable Void recordProfile(Path file, String kind, int seconds) throws IOException {
        Bytes profile = client.agent().profile(kind, seconds);
        Files.write(file, profile.array());
        return null;
    }

    /// The log at DEBUG, until its client is closed.
    private static @Nullable Void recordLog(Path file, ConsulClient own) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            long written = 0;
            LogStream log = own.agent().monitor("DEBUG", false);
            try {
                for (String line = log.next(); line != null && written < LOG_LIMIT; line = log.next()) {
                    out.write(line);
                    out.write('\n');
                    written += line.length() + 1L;
                }
            } finally {
                own.close();
            }
        }
        return null;
    }

    /// Ends the log of the interval before.
    private void endLog() throws IOException, InterruptedException {
        ConsulClient reading = logClient;
        Future<?> written = log;
        logClient = null;
        log = null;
        if (reading == null || written == null) {
            return;
        }
        reading.close();
        try {
            written.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ConsulException refused && refused.status() > 0) {
                throw refused;
            }
            // else the way in which a stream that is closed under its reader ends
            if (!(e.getCause() instanceof IOException)) {
                throw new IOException(e.getCause());
            }
        }
    }

    /// What the archive is; with it, the archive is complete.
    void writeIndex() throws IOException {
        StringBuilder out = new StringBuilder("{\n\t\"Version\": 1,\n\t\"AgentVersion\": ");
        out.append(Json.text(Codecs.TEXT, plan.agentVersion()))
                .append(",\n\t\"Interval\": \"")
                .append(GoDuration.format(plan.interval().toNanos()))
                .append("\",\n\t\"Duration\": \"")
                .append(GoDuration.format(plan.duration().toNanos()))
                .append("\",\n\t\"Targets\": [\n\t\t\"")
                .append(String.join("\",\n\t\t\"", plan.captures()))
                .append("\"\n\t]\n}");
        Files.writeString(folder.resolve("index.json"), out);
    }

    /// With tabs, as the original's archives.
    private static void writeJson(Path file, Object value) throws IOException {
        Codec<@Nullable Object> any = Codecs.ANY;
        String spaces = new String(Json.pretty(any, value), StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder(spaces.length());
        for (String line : spaces.strip().split("\n", -1)) {
            int indent = 0;
            while (indent < line.length() && line.charAt(indent) == ' ') {
                indent++;
            }
            out.repeat('\t', indent / 4).append(line, indent, line.length()).append('\n');
        }
        out.setLength(out.length() - 1);
        Files.writeString(file, out);
    }
}
