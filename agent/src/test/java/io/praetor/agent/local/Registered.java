package io.praetor.agent.local;

import io.praetor.agent.check.Checks;
import io.praetor.http.Caller;
import io.praetor.model.catalog.CheckDefinition;
import io.praetor.model.catalog.ServiceDefinition;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An agent's registrations with everything around them made up.
final class Registered {
    static final NodeFacts NODE = new NodeFacts(
            "11111111-0000-0000-0000-000000000001", "n1", "dc1", "10.0.0.1", Map.of("lan", "10.0.0.1"), Map.of());

    final TestTime time;
    final LocalState state = new LocalState(NODE, Runnable::run);
    final SaidOnce catalog = new SaidOnce();
    final FakeChecks checks;
    final Registrar registrar;
    final LocalServices services;
    final CheckResults results;

    Registered(LocalSettings settings, TestTime time) {
        this.time = time;
        results = new CheckResults(state, catalog, time, Duration.ofMinutes(5), false);
        checks = new FakeChecks(results, time);
        registrar = new Registrar(state, settings, checks, results, catalog, time);
        services = new LocalServices(state, registrar, time);
    }

    /// Nothing kept on disk.
    static Registered inMemory() {
        return new Registered(LocalSettings.DEFAULT, new TestTime());
    }

    /// Kept below a directory, and loaded from there.
    static Registered in(Path directory, TestTime time) {
        Registered registered = new Registered(LocalSettings.DEFAULT.withDataDirectory(directory), time);
        registered.registrar.load(List.of(), List.of());
        return registered;
    }

    static ServiceDefinition service(String json) {
        return parse(() -> Json.parse(ServiceDefinition.CODEC, json.getBytes(StandardCharsets.UTF_8)));
    }

    static CheckDefinition check(String json) {
        return parse(() -> Json.parse(CheckDefinition.CODEC, json.getBytes(StandardCharsets.UTF_8)));
    }

    private interface Parsing<T> {
        T run() throws DecodeException;
    }

    private static <T> T parse(Parsing<T> parsing) {
        try {
            return parsing.run();
        } catch (DecodeException e) {
            throw new AssertionError(e);
        }
    }

    void register(String json) {
        registrar.registerService(service(json), Caller.ANYBODY, false);
    }

    void registerCheck(String json) {
        registrar.registerCheck(check(json), Caller.ANYBODY);
    }

    /// The names of what there is.
    List<String> serviceIds() {
        return state.view().services().stream()
                .map(entry -> entry.service().id())
                .toList();
    }

    /// What there is: `id=status output`.
    List<String> checkResults() {
        return state.view().checks().stream()
                .map(entry -> (entry.check().checkId() + "=" + entry.check().status() + " "
                                + entry.check().output())
                        .strip())
                .toList();
    }

    Checks.@Nullable Spec running(String checkId) {
        return checks.running.get(checkId);
    }
}
