package io.praetor.server.cluster;

import io.praetor.gossip.consul.ServerTags;
import io.praetor.raft.Member;
import io.praetor.raft.PeerAddress;
import io.praetor.raft.ReplicatedLog;
import io.praetor.server.RequestFailure;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes servers into Raft's configuration and out of it, as members of the pool come and go (`server.md` §5). Only
/// the leader does; the calls wait until the change is committed.
public final class RaftMembers {

    private static final Logger LOG = LoggerFactory.getLogger(RaftMembers.class);
    private static final long LIMIT_SECONDS = 30;
    /// With fewer, removing this server to mend its address would leave no quorum.
    private static final int SAFE_SERVERS = 3;

    private final String selfId;
    private final ReplicatedLog log;
    private final ServerTable servers;

    public RaftMembers(String selfId, ReplicatedLog log, ServerTable servers) {
        this.selfId = selfId;
        this.log = log;
        this.servers = servers;
    }

    /// A server of this datacenter is alive: it becomes a learner if it is no member yet. Autopilot promotes it.
    ///
    /// @return whether it was no member before
    /// @throws RequestFailure when the log refuses
    public boolean admit(ServerTags server) throws InterruptedException {
        if (server.bootstrap() && isSecondBootstrap(server)) {
            return false;
        }
        List<Member> members = log.membership().members();
        String address = server.rpc().toString();
        if (members.stream().anyMatch(member -> member.id().equals(server.id()))) {
            // a new address of a known server needs no change: gossip has told everybody
            return false;
        }
        for (Member member : members) {
            if (!member.address().equals(address)) {
                continue;
            }
            if (member.id().equals(selfId)) {
                if (members.size() < SAFE_SERVERS) {
                    LOG.debug(
                            "Skipping self join check for node since the cluster is too small: node={}", server.name());
                }
                return false;
            }
            LOG.info("removing server with duplicate address: id={} address={}", member.id(), address);
            await(log.remove(member.id()));
        }
        LOG.info(
                "adding server to the Raft configuration: server={} id={} address={}",
                server.name(),
                server.id(),
                address);
        await(log.addLearner(new PeerAddress(server.id(), address)));
        return true;
    }

    private boolean isSecondBootstrap(ServerTags server) {
        for (ServerTags other : servers.known()) {
            if (other.bootstrap()
                    && !other.name().equals(server.name())
                    && other.status() != io.praetor.gossip.serf.Member.Status.LEFT) {
                LOG.error(
                        "Two nodes are in bootstrap mode. Only one node should be in bootstrap mode, not adding Raft"
                                + " peer.: node_to_add={} other={}",
                        server.name(),
                        other.name());
                return true;
            }
        }
        return false;
    }

    /// A server is gone for good.
    ///
    /// @throws RequestFailure when the log refuses
    public void expel(String id) throws InterruptedException {
        if (log.membership().members().stream().anyMatch(member -> member.id().equals(id))) {
            LOG.info("removing server by ID: id={}", id);
            await(log.remove(id));
        }
    }

    private static void await(CompletableFuture<Void> change) throws InterruptedException {
        try {
            change.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw RequestFailure.internal(
                    String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage()));
        } catch (TimeoutException e) {
            throw RequestFailure.internal("changing the Raft configuration took more than " + LIMIT_SECONDS + " s");
        }
    }
}
