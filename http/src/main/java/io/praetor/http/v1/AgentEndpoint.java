package io.praetor.http.v1;

import io.praetor.http.AgentApi;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.model.agent.AgentMember;
import io.praetor.model.agent.AgentSelf;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.Viewer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/v1/agent/self`, membership, and leaving (`http-api.md` §6).
final class AgentEndpoint {
    private static final Codec<@Nullable List<AgentMember>> MEMBERS = Codecs.list(AgentMember.CODEC);
    private static final String ALL_SEGMENTS = "_all";

    private final AgentApi agent;
    private final Gate gate;

    AgentEndpoint(AgentApi agent, Gate gate) {
        this.agent = agent;
        this.gate = gate;
    }

    Reply self(Request request) {
        return gate.afterAgent(request, Access.READ, () -> Reply.json(AgentSelf.CODEC, agent.self()));
    }

    Reply members(Request request) {
        boolean wan = !request.params().first("wan").isEmpty();
        String segment = request.params().first("segment");
        if (wan && !segment.isEmpty()) {
            throw RequestFailure.badRequest("Cannot provide a segment with wan=true");
        }
        if (!segment.isEmpty() && !segment.equals(ALL_SEGMENTS)) {
            throw RequestFailure.internal("Network segments are not supported in this version of Consul");
        }
        Gate.Visitor visitor = gate.visitor(request);
        return new Reply.Blocking(() -> {
            Viewer viewer = visitor.viewer();
            List<AgentMember> seen = viewer.visible(agent.members(wan), member -> viewer.seesNode(member.name()));
            return visitor.marked(Reply.json(MEMBERS, seen), viewer);
        });
    }

    Reply join(Request request) {
        boolean wan = !request.params().first("wan").isEmpty();
        String address = request.rest();
        return gate.afterAgent(request, Access.WRITE, () -> {
            agent.join(address, wan);
            return Reply.empty(200);
        });
    }

    Reply forceLeave(Request request) {
        boolean prune = request.params().has("prune");
        String node = request.rest();
        return gate.after(request, Resource.OPERATOR, "", Access.WRITE, () -> {
            agent.forceLeave(node, prune);
            return Reply.empty(200);
        });
    }

    Reply leave(Request request) {
        return gate.afterAgent(request, Access.WRITE, () -> {
            agent.leave();
            return Reply.empty(200);
        });
    }
}
