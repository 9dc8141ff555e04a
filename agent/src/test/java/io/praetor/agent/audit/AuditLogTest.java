package io.praetor.agent.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.agent.config.AgentConfig;
import io.praetor.http.AuditedRequest;
import io.praetor.http.RequestAudit.Trail;
import io.praetor.model.telemetry.Counter;
import io.praetor.model.telemetry.Gauge;
import io.praetor.model.telemetry.Label;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.model.telemetry.Timer;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.TokenInfo;
import io.praetor.server.acl.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditLogTest {
    private static final String SECRET = "6a1253d2-1785-24fd-91c2-f8e78c745511";
    private static final InetSocketAddress CLIENT = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 64015);
    private static final byte[] KEY = new byte[32];

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-27T12:00:00.5Z"));
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<String, AtomicLong> counts = new HashMap<>();
    private final Map<String, CompletableFuture<Authorizer>> known = new HashMap<>();
    private final Tokens tokens =
            secret -> known.getOrDefault(secret, CompletableFuture.failedFuture(RequestFailure.aclNotFound()));
    private final AuditLog log = new AuditLog(
            new AuditLog.Who(tokens, () -> ""),
            new AuditLog.Seams(() -> now.get(), () -> "id-" + ids.incrementAndGet(), new Counting()),
            KEY);

    private final class Counting implements Telemetry {
        @Override
        public Counter counter(String name, Label... labels) {
            return counts.computeIfAbsent(name, _ -> new AtomicLong())::addAndGet;
        }

        @Override
        public Gauge gauge(String name, Label... labels) {
            return _ -> {};
        }

        @Override
        public Timer timer(String name, Label... labels) {
            return _ -> {};
        }

        @Override
        public void poll(String name, DoubleSupplier value, Label... labels) {}
    }

    private record Known(TokenInfo token) implements Authorizer {
        @Override
        public boolean allows(Resource resource, String name, Access access) {
            return true;
        }

        @Override
        public boolean allowsAll(Resource resource, Access access) {
            return true;
        }

        @Override
        public String accessor() {
            return token.accessor();
        }
    }

    @AfterEach
    void close() {
        log.close();
    }

    private AgentConfig.AuditSink sink(String name, boolean enforced) {
        return new AgentConfig.AuditSink(
                name, folder.resolve(name + ".json"), enforced, "0600", 0, Duration.ofHours(24), 0);
    }

    private static AgentConfig.Audit audit(AgentConfig.AuditSink... sinks) {
        return new AgentConfig.Audit(true, List.of(sinks), List.of(), List.of());
    }

    private static AuditedRequest request(String method, String path, String query, String token) {
        return new AuditedRequest(method, path, query, CLIENT, "curl/8", "127.0.0.1:8500", token);
    }

    private Trail begin(AuditedRequest request) {
        return Objects.requireNonNull(log.begin(request));
    }

    /// All events are written when the log is closed.
    private List<String> lines(String name) throws IOException {
        log.close();
        return Files.readAllLines(folder.resolve(name + ".json"));
    }

    private long count(String name) {
        return counts.getOrDefault(name, new AtomicLong()).get();
    }

    @Test
    void writesTheBeginningAndTheEndOfARequest() throws Exception {
        known.put(
                SECRET,
                CompletableFuture.completedFuture(new Known(new TokenInfo(
                        "08f06787-3609-4001-65e7-624cfb0b5b7e",
                        "Bootstrap Token (Global Management)",
                        Instant.parse("2026-11-01T00:00:00Z")))));
        log.configure(audit(sink("s", false)));

        Trail trail = begin(request("GET", "/v1/acl/tokens", "", SECRET));
        now.set(now.get().plusSeconds(1));
        var _ = trail.ended(200, "");

        String token = new SecretHashes(KEY).of(SECRET);
        String common = "\"id\":\"id-1\",\"version\":\"1\",\"type\":\"HTTPEvent\",\"timestamp\":\"%s\","
                + "\"auth\":{\"accessor_id\":\"08f06787-3609-4001-65e7-624cfb0b5b7e\","
                + "\"description\":\"Bootstrap Token (Global Management)\",\"create_time\":\"2026-11-01T00:00:00Z\"},"
                + "\"request\":{\"operation\":\"GET\",\"endpoint\":\"/v1/acl/tokens\",\"remote_addr\":\"127.0.0.1:64015\","
                + "\"user_agent\":\"curl/8\",\"host\":\"127.0.0.1:8500\",\"token\":\"" + token + "\"},";
        assertThat(lines("s"))
                .containsExactly(
                        "{\"created_at\":\"2026-11-27T12:00:00.5Z\",\"event_type\":\"audit\",\"payload\":{"
                                + common.formatted("2026-11-27T12:00:00.5Z") + "\"stage\":\"OperationStart\"}}",
                        "{\"created_at\":\"2026-11-27T12:00:01.5Z\",\"event_type\":\"audit\",\"payload\":{"
                                + common.formatted("2026-11-27T12:00:01.5Z")
                                + "\"response\":{\"status\":\"200\"},\"stage\":\"OperationComplete\"}}");
        assertThat(count("audit.events")).isEqualTo(2);
    }

    @Test
    void hashesSecretsWhereverTheyStand() throws Exception {
        log.configure(audit(sink("s", false)));

        var _ = begin(request("GET", "/v1/acl/info/" + SECRET, "token=" + SECRET + "&pretty", SECRET))
                .ended(403, "no token " + SECRET);
        var _ = begin(request(
                        "PUT", "/v1/acl/destroy/" + SECRET, "a=b;t%6Fken=6a1253d2%2D1785-24fd-91c2-f8e78c745511", ""))
                .ended(0, "the client went away");
        var _ = begin(new AuditedRequest("GET", "/v1/kv/a", "", null, "agent " + SECRET, SECRET, SECRET));

        String token = new SecretHashes(KEY).of(SECRET);
        List<String> lines = lines("s");
        assertThat(lines).hasSize(5).noneMatch(line -> line.contains(SECRET)).allMatch(line -> line.contains(token));
        assertThat(lines.getFirst())
                .contains(
                        "\"endpoint\":\"/v1/acl/info/" + token + "\"",
                        "\"query\":\"token=" + token + "\\u0026pretty\"");
        assertThat(lines.get(1)).contains("\"error\":\"no token " + token + "\"");
        assertThat(lines.get(2)).contains("\"query\":\"a=b;t%6Fken=" + token + "\"");
        assertThat(lines.get(3)).contains("\"response\":{\"error\":\"the client went away\"}");
        assertThat(token).doesNotContain(SECRET).isNotEqualTo(new SecretHashes(new byte[] {1}).of(SECRET));
    }

    @Test
    void leavesOutWhatTheFilterLeavesOut() throws Exception {
        log.configure(new AgentConfig.Audit(
                true, List.of(sink("s", false)), List.of("/v1/kv", "/v1/acl/"), List.of("/v1/kv/noise")));

        assertThat(log.begin(request("GET", "/v1/kv/a", "", ""))).isNotNull();
        assertThat(log.begin(request("GET", "/v1/kv", "", ""))).isNotNull();
        assertThat(log.begin(request("GET", "/v1/acl/login", "", ""))).isNotNull();
        assertThat(log.begin(request("GET", "/v1/kv/noise/a", "", ""))).isNull();
        assertThat(log.begin(request("GET", "/v1/kv/noisy", "", ""))).isNotNull();
        assertThat(log.begin(request("GET", "/v1/kvx", "", ""))).isNull();
        assertThat(log.begin(request("GET", "/v1/agent/self", "", ""))).isNull();
    }

    @Test
    void keepsTheOrderWhenItIsNotKnownYetWhoAsks() throws Exception {
        CompletableFuture<Authorizer> asked = new CompletableFuture<>();
        known.put(SECRET, asked);
        log.configure(audit(sink("s", false)));

        Trail trail = begin(request("GET", "/v1/kv/a", "", SECRET));
        var _ = trail.ended(200, "");
        asked.complete(new Known(TokenInfo.of("acc")));

        assertThat(lines("s"))
                .hasSize(2)
                .allMatch(line -> line.contains("\"auth\":{\"accessor_id\":\"acc\"}"))
                .satisfiesExactly(
                        line -> assertThat(line).contains("OperationStart"),
                        line -> assertThat(line).contains("OperationComplete"));
    }

    @Test
    void nobodyWaitsForASinkThatDoesItsBest() throws Exception {
        log.configure(audit(sink("s", false)));

        Trail trail = begin(request("GET", "/v1/kv/a", "", ""));

        assertThat(trail.begun()).isNull();
        assertThat(trail.ended(200, "")).isNull();
    }

    @Test
    void dropsAndCountsWhatABestEffortSinkHasNoRoomFor() throws Exception {
        CompletableFuture<Authorizer> never = new CompletableFuture<>();
        known.put(SECRET, never);
        log.configure(audit(sink("s", false)));

        List<@Nullable Trail> trails = new ArrayList<>();
        for (int i = 0; i < AuditLog.MOST_WAITING + 7; i++) {
            trails.add(log.begin(request("GET", "/v1/kv/a", "", SECRET)));
        }

        assertThat(trails).doesNotContainNull();
        assertThat(count("audit.dropped")).isEqualTo(7);
        assertThat(count("audit.refused")).isZero();
    }

    @Test
    void anEnforcedSinkCompletesWhenItIsWritten() throws Exception {
        log.configure(audit(sink("s", true)));

        Trail trail = begin(request("PUT", "/v1/kv/a", "", ""));
        Objects.requireNonNull(trail.begun()).get(30, TimeUnit.SECONDS);
        assertThat(Files.readAllLines(folder.resolve("s.json"))).hasSize(1);
        Objects.requireNonNull(trail.ended(200, "")).get(30, TimeUnit.SECONDS);

        assertThat(Files.readAllLines(folder.resolve("s.json"))).hasSize(2);
        assertThat(trail.ended(500, "again")).isSameAs(trail.ended(200, ""));
    }

    @Test
    void anEnforcedSinkFailsWhatCannotBeWrittenUntilItCanBeAgain() throws Exception {
        Path sub = folder.resolve("sub");
        AgentConfig.AuditSink small =
                new AgentConfig.AuditSink("s", sub.resolve("s.json"), true, "0600", 1, Duration.ZERO, 0);
        log.configure(audit(small));
        Objects.requireNonNull(begin(request("PUT", "/v1/kv/a", "", "")).begun())
                .get(30, TimeUnit.SECONDS);
        Files.delete(sub.resolve("s.json"));
        Files.delete(sub);
        Files.writeString(sub, "in the way");

        Trail trail = begin(request("PUT", "/v1/kv/b", "", ""));

        assertThatThrownBy(() -> Objects.requireNonNull(trail.begun()).get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> Objects.requireNonNull(trail.ended(503, "")).get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(IOException.class);
        assertThat(count("audit.refused")).isEqualTo(2);
        Files.delete(sub);
        Objects.requireNonNull(begin(request("PUT", "/v1/kv/c", "", "")).begun())
                .get(30, TimeUnit.SECONDS);
        assertThat(Files.readString(sub.resolve("s.json"))).contains("/v1/kv/c");
    }

    @Test
    void filesAreForTheirOwnerAlsoThoseOfAnEarlierRun() throws Exception {
        Files.writeString(folder.resolve("s.json"), "{}\n");
        Files.setPosixFilePermissions(folder.resolve("s.json"), PosixFilePermissions.fromString("rw-r--r--"));
        log.configure(audit(sink("s", false), sink("t", false)));

        for (String name : List.of("s.json", "t.json")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void isPutAsideBySizeAndAge() throws Exception {
        AgentConfig.AuditSink small =
                new AgentConfig.AuditSink("s", folder.resolve("s.json"), true, "0600", 10, Duration.ofHours(1), 2);
        log.configure(audit(small));

        for (int i = 0; i < 5; i++) {
            now.set(now.get().plusSeconds(1));
            Objects.requireNonNull(begin(request("GET", "/v1/kv/a", "", "")).begun())
                    .get(30, TimeUnit.SECONDS);
        }

        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(3);
            for (Path file : all) {
                assertThat(Files.readAllLines(file)).hasSize(1);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aChangedConfigurationOpensOtherFilesAndTheSameAnew() throws Exception {
        log.configure(audit(sink("s", true)));
        Trail trail = begin(request("GET", "/v1/kv/a", "", ""));
        Objects.requireNonNull(trail.begun()).get(30, TimeUnit.SECONDS);
        Files.move(folder.resolve("s.json"), folder.resolve("old.json"));

        log.configure(audit(sink("s", true), sink("t", false)));
        Objects.requireNonNull(trail.ended(200, "")).get(30, TimeUnit.SECONDS);

        assertThat(Files.readAllLines(folder.resolve("old.json"))).hasSize(1);
        assertThat(lines("s")).hasSize(1).allMatch(line -> line.contains("OperationComplete"));
        assertThat(lines("t")).hasSize(1);
    }

    @Test
    void aFileThatCannotBeOpenedIsNamedAndNothingChanges() throws Exception {
        log.configure(audit(sink("s", false)));
        AgentConfig.AuditSink bad = new AgentConfig.AuditSink("bad", folder, false, "0600", 1, Duration.ZERO, 0);

        assertThatThrownBy(() -> log.configure(audit(sink("t", false), bad)))
                .hasMessage("audit.sink[bad]: cannot write \"" + folder + "\": is a directory");

        assertThat(log.begin(request("GET", "/v1/kv/a", "", ""))).isNotNull();
        assertThat(lines("s")).hasSize(1);
        assertThat(Files.readAllLines(folder.resolve("t.json"))).isEmpty();
    }

    @Test
    void theKeyIsMadeOnceForItsOwner() throws Exception {
        byte[] made = AuditKey.of(folder, new java.util.Random(1));

        assertThat(AuditKey.of(folder, new java.util.Random(2))).isEqualTo(made).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("audit.key"))))
                .isEqualTo("rw-------");
        Files.writeString(folder.resolve("audit.key"), "short");
        assertThatThrownBy(() -> AuditKey.of(folder, new java.util.Random(2)))
                .hasMessageContaining("is not a key: it has 5 bytes instead of 32");
    }
}
