package io.praetor.agent.sync;

import io.praetor.agent.local.CheckEntry;
import io.praetor.agent.local.CheckResults;
import io.praetor.agent.local.FakeChecks;
import io.praetor.agent.local.LocalSettings;
import io.praetor.agent.local.LocalState;
import io.praetor.agent.local.NodeFacts;
import io.praetor.agent.local.Registrar;
import io.praetor.agent.local.Sameness;
import io.praetor.agent.local.ServiceEntry;
import io.praetor.agent.local.TestTime;
import io.praetor.http.Caller;
import io.praetor.model.catalog.CheckDefinition;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.ServiceDefinition;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.server.acl.Authorizer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;

/// An agent and its catalog, with time and chance in a test's hand.
final class SyncedAgent {
    static final NodeFacts NODE = new NodeFacts(
            "11111111-0000-0000-0000-000000000001",
            "n1",
            "dc1",
            "10.0.0.1",
            Map.of("lan", "10.0.0.1"),
            Map.of("rack", "7"));

    final TestTime time = new TestTime();
    final SimulatedCatalog catalog = new SimulatedCatalog();
    final LocalState state = new LocalState(NODE, Runnable::run);
    final AntiEntropy sync;
    final FakeChecks checks;
    final Registrar registrar;
    String userToken = "";
    String fileToken = "";

    SyncedAgent(long seed) {
        sync = new AntiEntropy(
                state,
                catalog,
                new Tokens(() -> "", () -> userToken, () -> fileToken),
                AntiEntropy.Settings.DEFAULT,
                new AntiEntropy.Surroundings(() -> 1, time, Runnable::run, new Random(seed)),
                Telemetry.NONE);
        CheckResults results =
                new CheckResults(state, sync, time, AntiEntropy.Settings.DEFAULT.updateInterval(), false);
        checks = new FakeChecks(results, time);
        registrar = new Registrar(state, LocalSettings.DEFAULT, checks, results, sync, time);
    }

    static SyncedAgent started() {
        SyncedAgent agent = new SyncedAgent(1);
        agent.sync.start();
        return agent;
    }

    void register(String json) {
        register(json, "");
    }

    void register(String json, String token) {
        registrar.registerService(parse(ServiceDefinition.CODEC, json), new Caller(token, Authorizer.ALL), false);
    }

    void registerCheck(String json, String token) {
        registrar.registerCheck(parse(CheckDefinition.CODEC, json), new Caller(token, Authorizer.ALL));
    }

    static <T> T parse(Codec<T> codec, String json) {
        try {
            return Json.parse(codec, json.getBytes(StandardCharsets.UTF_8));
        } catch (DecodeException e) {
            throw new AssertionError(e);
        }
    }

    /// Whether the catalog says exactly what the agent says, the leader's own registrations aside.
    String difference() {
        if (catalog.node == null) {
            return "the catalog does not know the node";
        }
        if (!NODE.meta().equals(catalog.node.meta()) || !NODE.id().equals(catalog.node.id())) {
            return "the node is another: " + catalog.node;
        }
        int services = 0;
        for (ServiceEntry entry : state.view().services()) {
            services++;
            NodeService there = catalog.services.get(entry.service().id());
            if (there == null || !catalog.has(entry.service())) {
                return "service " + entry.service() + " is " + there;
            }
        }
        long foreign = catalog.services.keySet().stream()
                .filter(id -> !id.equals("consul") && state.view().service(id) == null)
                .count();
        if (foreign > 0) {
            return services + " services here, there " + catalog.services.keySet();
        }
        for (CheckEntry entry : state.view().checks()) {
            var there = catalog.checks.get(entry.check().checkId());
            if (there == null || !Sameness.of(entry.check(), there)) {
                return "check " + entry.check() + " is " + there;
            }
        }
        for (String id : catalog.checks.keySet()) {
            if (!id.equals("serfHealth") && state.view().check(id) == null) {
                return "the catalog has a check " + id;
            }
        }
        return "";
    }
}
