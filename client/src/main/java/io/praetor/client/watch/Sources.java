package io.praetor.client.watch;

import io.praetor.client.Answer;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.client.Events;
import io.praetor.client.Health;
import io.praetor.client.Query;
import io.praetor.client.watch.Source.Mark;
import io.praetor.client.watch.Source.Reading;
import io.praetor.model.agent.AgentService;
import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.event.UserEvent;
import io.praetor.model.kv.KvEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What each type of watch reads.
final class Sources {
    private static final int NOT_FOUND = 404;
    private static final Codec<@Nullable KvEntry> ENTRY = Codecs.pointer(Forms.ENTRY);
    private static final Codec<@Nullable List<KvEntry>> ENTRIES = Codecs.list(Forms.ENTRY);
    private static final Codec<@Nullable List<Node>> NODES = Codecs.list(Node.CODEC);
    private static final Codec<@Nullable List<CheckServiceNode>> INSTANCES = Codecs.list(Forms.INSTANCE);
    private static final Codec<@Nullable List<HealthCheck>> CHECKS = Codecs.list(Forms.CHECK);
    private static final Codec<@Nullable Map<String, @Nullable List<String>>> TAGS_BY_NAME = Codecs.map(Codecs.TEXTS);

    private Sources() {}

    static Source of(String type, WatchParameters from) throws WatchPlanException {
        return switch (type) {
            case "key" -> key(from);
            case "keyprefix" -> prefix(from);
            case "services" -> services(from);
            case "nodes" -> nodes(from);
            case "service" -> service(from);
            case "checks" -> checks(from);
            case "event" -> events(from);
            case "connect_roots" -> roots(from);
            case "connect_leaf" -> leaf(from);
            case "agent_service" -> agentService(from);
            default -> throw new WatchPlanException("Unsupported watch type: " + type);
        };
    }

    /// One blocking read.
    private interface Read {
        Reading read(ConsulClient client, Query query) throws ConsulException;
    }

    private static Source blocking(boolean stale, Read read) {
        Query base = stale ? Query.DEFAULT.stale() : Query.DEFAULT;
        return (client, seen) -> read.read(client, base.after(seen.index()));
    }

    private static <T extends @Nullable Object> Reading reading(Codec<T> codec, long index, T value) {
        return new Reading(Mark.of(index), WatchResult.of(index, codec, value));
    }

    private static <T> Reading list(Codec<@Nullable List<T>> codec, Answer<List<T>> answer) {
        return Sources.<@Nullable List<T>>reading(codec, answer.index(), answer.value());
    }

    private static Source key(WatchParameters from) throws WatchPlanException {
        boolean stale = from.bool("stale");
        String key = from.required("key");
        return blocking(stale, (client, query) -> {
            Answer<Optional<KvEntry>> answer = client.kv().get(key, query);
            KvEntry entry = answer.value().orElse(null);
            return Sources.<@Nullable KvEntry>reading(ENTRY, answer.index(), entry);
        });
    }

    private static Source prefix(WatchParameters from) throws WatchPlanException {
        boolean stale = from.bool("stale");
        String prefix = from.required("prefix");
        return blocking(stale, (client, query) -> list(ENTRIES, client.kv().list(prefix, query)));
    }

    private static Source services(WatchParameters from) throws WatchPlanException {
        boolean stale = from.bool("stale");
        return blocking(stale, (client, query) -> {
            Answer<Map<String, List<String>>> answer = client.catalog().services(query);
            Map<String, @Nullable List<String>> tags = new TreeMap<>(answer.value());
            return Sources.<@Nullable Map<String, @Nullable List<String>>>reading(TAGS_BY_NAME, answer.index(), tags);
        });
    }

    private static Source nodes(WatchParameters from) throws WatchPlanException {
        boolean stale = from.bool("stale");
        return blocking(stale, (client, query) -> list(NODES, client.catalog().nodes(query)));
    }

    private static Source service(WatchParameters from) throws WatchPlanException {
        boolean stale = from.bool("stale");
        String service = from.text("service");
        List<String> tags = from.texts("tag");
        if (service.isEmpty()) {
            throw new WatchPlanException("Must specify a single service to watch");
        }
        boolean passingOnly = from.bool("passingonly");
        return blocking(
                stale, (client, query) -> list(INSTANCES, client.health().service(service, tags, passingOnly, query)));
    }

    private static Source checks(WatchParameters from) throws WatchPlanException {
        boolean stale = from.bool("stale");
        String service = from.text("service");
        String state = from.text("state");
        if (!service.isEmpty() && !state.isEmpty()) {
            throw new WatchPlanException("Cannot specify service and state");
        }
        return blocking(stale, (client, query) -> {
            Answer<List<HealthCheck>> answer = service.isEmpty()
                    ? client.health().state(state.isEmpty() ? Health.ANY : state, query)
                    : client.health().checks(service, query);
            return list(CHECKS, answer);
        });
    }

    /// Only events that came after those seen: the index names the newest of these.
    private static Source events(WatchParameters from) throws WatchPlanException {
        String name = from.text("name");
        return (client, seen) -> {
            Answer<List<UserEvent>> answer = client.events().list(name, Query.DEFAULT.afterOther(seen.index()));
            List<UserEvent> events = answer.value();
            for (int i = 0; i < events.size(); i++) {
                if (seen.index() != 0 && Events.indexOf(events.get(i)) == seen.index()) {
                    events = events.subList(i + 1, events.size());
                    break;
                }
            }
            return new Reading(
                    Mark.of(answer.index()), WatchResult.of(answer.index(), Codecs.list(UserEvent.CODEC), events));
        };
    }

    private static Source roots(WatchParameters from) throws WatchPlanException {
        boolean stale = from.bool("stale");
        return blocking(stale, (client, query) -> any(client.connect().roots(query)));
    }

    private static Source leaf(WatchParameters from) throws WatchPlanException {
        boolean stale = from.bool("stale");
        String service = from.required("service");
        return blocking(stale, (client, query) -> any(client.connect().leaf(service, query)));
    }

    private static Reading any(Answer<@Nullable Map<String, @Nullable Object>> answer) {
        return Sources.<@Nullable Map<String, @Nullable Object>>reading(Codecs.ANY_MAP, answer.index(), answer.value());
    }

    private static Source agentService(WatchParameters from) throws WatchPlanException {
        String id = from.required("service_id");
        return (client, seen) -> {
            AgentService service = client.agentServices()
                    .service(id, seen.hash(), Duration.ZERO)
                    .orElseThrow(() -> ConsulException.answered(NOT_FOUND, "unknown service ID: " + id));
            String hash = service.contentHash();
            return new Reading(new Mark(0, hash), WatchResult.of(hash, AgentService.CODEC, service));
        };
    }
}
