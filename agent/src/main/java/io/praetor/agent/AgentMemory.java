package io.praetor.agent;

import io.praetor.agent.cache.AgentCache;
import io.praetor.agent.cache.CacheSettings;
import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.event.EventBroadcast;
import io.praetor.agent.event.Events;
import io.praetor.agent.event.LocalNames;
import io.praetor.agent.leaf.Leaves;
import io.praetor.http.route.Route;
import io.praetor.http.v1.ApiRoutes;
import io.praetor.http.v1.ApiSettings;
import io.praetor.server.Scheduler;
import io.praetor.server.acl.Tokens;
import io.praetor.server.assembly.Seams;
import io.praetor.server.backend.Backend;
import io.praetor.server.endpoint.Ids;
import io.praetor.server.query.AnswerCache;
import io.praetor.server.query.GuardedAnswers;
import java.util.List;
import java.util.function.Supplier;

/// What an agent remembers of the world around it: answers it was given, and events it was told.
final class AgentMemory implements AutoCloseable {
    private final AgentCache cache;
    private final boolean caches;
    private final Events events;

    /// @param broadcast brings events and spreads them
    /// @param services  the agent's own, which the filters of events are matched with
    AgentMemory(
            AgentConfig config,
            Seams seams,
            Scheduler timers,
            EventBroadcast broadcast,
            Supplier<List<LocalNames.Service>> services) {
        AgentConfig.Node node = config.node();
        caches = config.http().useCache();
        cache = new AgentCache(
                node.datacenter(),
                settings(config.cache()),
                timers,
                Thread::startVirtualThread,
                seams.ticker(),
                seams.telemetry());
        events = Events.over(broadcast, names(node.name(), services), timers, new Ids(seams.random())::next);
    }

    private static LocalNames names(String node, Supplier<List<LocalNames.Service>> services) {
        return new LocalNames() {
            @Override
            public String node() {
                return node;
            }

            @Override
            public List<Service> services() {
                return services.get();
            }
        };
    }

    private static CacheSettings settings(AgentConfig.Cache config) {
        return new CacheSettings(config.entryFetchRate(), config.entryFetchMaxBurst());
    }

    /// What the endpoints know, with the cache if they may use it.
    ApiSettings with(ApiSettings settings) {
        return caches ? settings.with(answers(settings.tokens())) : settings;
    }

    /// The routes of events.
    List<Route> routes(Backend backend, ApiSettings settings) {
        return ApiRoutes.ofEvents(backend, settings, events);
    }

    /// The routes of the mesh's certificates, which are kept whatever `http_config.use_cache` says.
    List<Route> meshRoutes(Backend backend, ApiSettings settings, Seams seams, Scheduler timers) {
        Leaves leaves = new Leaves(new Leaves.Parts(
                settings.datacenter(),
                cache,
                backend.queries(),
                backend.connectCa(),
                seams.clock(),
                seams.random(),
                timers,
                Thread::startVirtualThread));
        return ApiRoutes.ofMesh(backend, settings, answers(settings.tokens()), leaves::of);
    }

    /// The events this agent is told.
    Events events() {
        return events;
    }

    /// The answers that are kept, for those whose tokens hold.
    AnswerCache answers(Tokens tokens) {
        return GuardedAnswers.of(cache, tokens);
    }

    /// Takes over what may change while the agent runs.
    void reload(AgentConfig fresh) {
        cache.configure(settings(fresh.cache()));
    }

    @Override
    public void close() {
        cache.close();
    }
}
