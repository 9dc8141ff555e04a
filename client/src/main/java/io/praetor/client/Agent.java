package io.praetor.client;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The agent itself, and the gossip pools it is in (spec/http-api.md section 6).
public final class Agent {
    private static final Codec<@Nullable Map<String, String>> TOKEN_BODY = Codecs.TEXT_MAP;

    private final Calls calls;

    Agent(Calls calls) {
        this.calls = calls;
    }

    /// The agent's configuration, member record and statistics: `Config`, `Member`, `Stats` and others, as JSON values.
    public Map<String, @Nullable Object> self() throws ConsulException {
        return object("/v1/agent/self");
    }

    /// The name of the agent's node.
    public String nodeName() throws ConsulException {
        if (self().get("Config") instanceof Map<?, ?> config && config.get("NodeName") instanceof String name) {
            return name;
        }
        throw ConsulException.unreadable("the agent does not tell its node name", null);
    }

    /// The members the agent knows.
    ///
    /// @param wan     of the WAN pool, which only servers are in
    /// @param segment a network segment, `_all`, or empty
    public List<Member> members(boolean wan, String segment) throws ConsulException {
        Request request = Request.get("/v1/agent/members");
        if (!segment.isEmpty()) {
            request.with("segment", segment);
        }
        if (wan) {
            request.with("wan", "1");
        }
        List<Member> members = calls.read(request, Codecs.list(Member.CODEC)).value();
        return members == null ? List.of() : members;
    }

    /// Makes the agent join the pool of another one.
    public void join(String address, boolean wan) throws ConsulException {
        Request request = Request.put("/v1/agent/join/" + address);
        calls.run(wan ? request.with("wan", "1") : request);
    }

    /// Makes the agent read its configuration files again.
    public void reload() throws ConsulException {
        calls.run(Request.put("/v1/agent/reload"));
    }

    /// Gives the agent a token to use itself; an empty one takes it away.
    ///
    /// @param type `default`, `agent`, `agent_master` or `replication`
    public void setToken(String type, String token) throws ConsulException {
        byte[] body = Json.compact(TOKEN_BODY, Map.of("Token", token));
        calls.run(Request.put("/v1/agent/token/" + type).withBody(Bytes.of(body)));
    }

    /// Puts the whole node into maintenance, which makes it critical, or ends that.
    ///
    /// @param reason for people; empty for the agent's default
    public void maintenance(boolean enable, String reason) throws ConsulException {
        calls.run(maintenance("/v1/agent/maintenance", enable, reason));
    }

    static Request maintenance(String path, boolean enable, String reason) {
        Request request = Request.put(path).with("enable", Boolean.toString(enable));
        return reason.isEmpty() ? request : request.with("reason", reason);
    }

    /// The agent's figures of its last whole interval: `Gauges`, `Counters`, `Samples` and others, as JSON values.
    public Map<String, @Nullable Object> metrics() throws ConsulException {
        return object("/v1/agent/metrics");
    }

    /// The machine the agent runs on, as JSON values.
    public Map<String, @Nullable Object> host() throws ConsulException {
        return object("/v1/agent/host");
    }

    private Map<String, @Nullable Object> object(String path) throws ConsulException {
        Map<String, @Nullable Object> found =
                calls.read(Request.get(path), Codecs.ANY_MAP).value();
        return found == null ? Map.of() : found;
    }

    /// The agent's log from now on, to be closed by the caller.
    ///
    /// @param level lowest level of lines: `TRACE`, `DEBUG`, `INFO`, `WARN`, `ERR`; empty for the agent's default
    /// @param json  whether lines are JSON objects
    public LogStream monitor(String level, boolean json) throws ConsulException {
        Request request = Request.get("/v1/agent/monitor");
        if (!level.isEmpty()) {
            request.with("loglevel", level);
        }
        if (json) {
            request.with("logjson", "true");
        }
        return new LogStream(calls.open(request));
    }

    /// A profile of the agent's process; the agent must allow it (`enable_debug`).
    ///
    /// @param kind    `heap`, `goroutine`, `profile` or `trace`
    /// @param seconds how long to record; 0 for kinds that are a moment
    public Bytes profile(String kind, int seconds) throws ConsulException {
        Request request = Request.get("/debug/pprof/" + kind);
        if (seconds > 0) {
            request.with("seconds", Integer.toString(seconds));
        }
        return Bytes.of(Calls.body(calls.open(request)));
    }

    /// Makes the agent leave its pools and end.
    public void leave() throws ConsulException {
        calls.run(Request.put("/v1/agent/leave"));
    }

    /// Declares a failed member to have left.
    ///
    /// @param prune also forgets it
    public void forceLeave(String node, boolean prune) throws ConsulException {
        Request request = Request.put("/v1/agent/force-leave/" + node);
        calls.run(prune ? request.with("prune", "1") : request);
    }
}
