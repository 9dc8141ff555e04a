package io.praetor.server.leader;

import io.praetor.gossip.consul.ConsulTags;
import io.praetor.gossip.consul.ServerTags;
import io.praetor.gossip.serf.Member;
import io.praetor.gossip.serf.Member.Status;
import io.praetor.model.IpText;
import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.log.CommandType;
import io.praetor.server.cluster.RaftMembers;
import io.praetor.server.cluster.ServerTable;
import io.praetor.server.fsm.Commands;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of one member in the catalog and in Raft's configuration, by its status (the table in `server.md` §5).
/// Nothing is written when it is there already. Every call may wait for the log.
public final class MemberRegistration {

    private static final Logger LOG = LoggerFactory.getLogger(MemberRegistration.class);

    private final Supplier<State> states;
    private final Writes writes;
    private final ServerTable servers;
    private final RaftMembers raft;
    private final Self self;
    private final Runnable admitted;

    /// This server.
    ///
    /// @param taggedAddresses for its node while that is not registered; afterwards the agent's own word counts
    /// @param meta            likewise
    public record Self(String datacenter, String name, Map<String, String> taggedAddresses, Map<String, String> meta) {}

    /// @param admitted is run when a server has become a member of the configuration; it must not wait
    public MemberRegistration(
            Supplier<State> states,
            Writes writes,
            ServerTable servers,
            RaftMembers raft,
            Self self,
            Runnable admitted) {
        this.states = states;
        this.writes = writes;
        this.servers = servers;
        this.raft = raft;
        this.self = self;
        this.admitted = admitted;
    }

    /// The server of this datacenter that a member is; null if it is none.
    @Nullable ServerTags serverOf(Member member) {
        return servers.serverOf(member);
    }

    /// Whether a member is a client agent of this datacenter.
    boolean isAgentHere(Member member) {
        return ConsulTags.ROLE_CLIENT.equals(member.tags().get(ConsulTags.ROLE))
                && self.datacenter().equals(member.tags().get(ConsulTags.DATACENTER));
    }

    void alive(Member member, @Nullable ServerTags server) throws InterruptedException {
        if (server != null && raft.admit(server)) {
            admitted.run();
        }
        String address = IpText.of(member.endpoint().address());
        String id = member.tags().getOrDefault(ConsulTags.ID, "");
        NodeService service = server == null ? null : MemberRecords.service(member, server);
        State state = states.get();
        Node known = state.catalog().node(member.name(), Watches.NONE);
        if (known != null
                && known.address().equals(address)
                && (id.isEmpty() || known.id().equalsIgnoreCase(id))
                && isRegistered(state, member.name(), service)
                && hasStatus(state, member.name(), HealthCheck.PASSING)) {
            return;
        }
        LOG.info("member joined, marking health alive: member={}", member.name());
        if (known != null
                && !id.isEmpty()
                && !known.id().isEmpty()
                && !known.id().equalsIgnoreCase(id)) {
            // a name belongs to one member: the node that had it is dead, and only of a dead node a name is taken over
            markFailed(member);
        }
        boolean isSelf = member.name().equals(self.name());
        register(new RegisterRequest(
                self.datacenter(),
                id,
                member.name(),
                address,
                known != null ? known.taggedAddresses() : isSelf ? self.taggedAddresses() : null,
                known != null ? known.meta() : isSelf ? self.meta() : null,
                service,
                MemberRecords.serfHealth(member.name(), Status.ALIVE),
                null,
                false,
                "",
                0,
                0));
    }

    private static boolean isRegistered(State state, String node, @Nullable NodeService wanted) {
        if (wanted == null) {
            return true;
        }
        NodeService found = state.catalog().service(node, wanted.id(), Watches.NONE);
        Map<String, String> meta = wanted.meta();
        return found != null && found.port() == wanted.port() && meta != null && meta.equals(found.meta());
    }

    private static boolean hasStatus(State state, String node, String status) {
        HealthCheck check = state.health().check(node, HealthCheck.SERF_HEALTH, Watches.NONE);
        return check != null && check.status().equals(status);
    }

    void failed(Member member) throws InterruptedException {
        State state = states.get();
        Node known = state.catalog().node(member.name(), Watches.NONE);
        String address = IpText.of(member.endpoint().address());
        if (known == null) {
            LOG.info(
                    "ignoring failed event for member because it does not exist in the catalog: member={}",
                    member.name());
            return;
        }
        if (known.address().equals(address) && hasStatus(state, member.name(), HealthCheck.CRITICAL)) {
            return;
        }
        LOG.info("member failed, marking health critical: member={}", member.name());
        markFailed(member);
    }

    private void markFailed(Member member) throws InterruptedException {
        register(new RegisterRequest(
                self.datacenter(),
                "",
                member.name(),
                IpText.of(member.endpoint().address()),
                null,
                null,
                null,
                MemberRecords.serfHealth(member.name(), Status.FAILED),
                null,
                true,
                "",
                0,
                0));
    }

    private void register(RegisterRequest request) throws InterruptedException {
        Waiting.on(writes.propose(Commands.encode(CommandType.REGISTER, RegisterRequest.CODEC, request)));
    }

    /// A member will not come back.
    ///
    /// @param node   its name
    /// @param server if it was one
    /// @param reason `left` or `reaped`
    void gone(String node, @Nullable ServerTags server, String reason) throws InterruptedException {
        if (node.equals(self.name())) {
            LOG.warn("deregistering self should be done by follower: name={}", node);
            return;
        }
        State state = states.get();
        Node known = state.catalog().node(node, Watches.NONE);
        if (server != null) {
            raft.expel(server.id());
        } else if (known != null && state.catalog().service(node, MemberRecords.SERVICE, Watches.NONE) != null) {
            raft.expel(known.id());
        }
        if (known == null) {
            return;
        }
        LOG.info("deregistering member: member={} reason={}", node, reason);
        DeregisterRequest request = new DeregisterRequest(self.datacenter(), node, "", "", "", "");
        Waiting.on(writes.propose(Commands.encode(CommandType.DEREGISTER, DeregisterRequest.CODEC, request)));
    }

    /// Nodes of the catalog that were members once and that gossip does not know any more.
    ///
    /// @param known names of the members
    List<String> forgotten(Set<String> known) {
        State state = states.get();
        List<String> forgotten = new ArrayList<>();
        for (HealthCheck check :
                state.health().checksInState("any", Map.of(), Watches.NONE).value()) {
            if (check.checkId().equals(HealthCheck.SERF_HEALTH) && !known.contains(check.node())) {
                forgotten.add(check.node());
            }
        }
        return forgotten;
    }
}
