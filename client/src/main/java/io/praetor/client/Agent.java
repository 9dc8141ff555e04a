package io.praetor.client;

import io.praetor.model.codec.Codecs;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The agent itself, and the gossip pools it is in (spec/http-api.md section 6).
public final class Agent {
    private final Calls calls;

    Agent(Calls calls) {
        this.calls = calls;
    }

    /// The agent's configuration, member record and statistics: `Config`, `Member`, `Stats` and others, as JSON values.
    public Map<String, @Nullable Object> self() throws ConsulException {
        Map<String, @Nullable Object> self =
                calls.read(Request.get("/v1/agent/self"), Codecs.ANY_MAP).value();
        return self == null ? Map.of() : self;
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
