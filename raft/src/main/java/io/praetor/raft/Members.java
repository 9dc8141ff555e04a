package io.praetor.raft;

import com.alipay.sofa.jraft.Closure;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.entity.PeerId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Who takes part, and changes of that. JRaft knows ids only; addresses are what the transport knows, or what was last
/// said here.
final class Members {

    private final RaftNode node;
    private final SegmentedLogStorage log;
    private final RaftTransport transport;
    private final PendingRequests pending;
    private final LongSupplier clock;
    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    Members(
            PeerAddress self,
            RaftNode node,
            SegmentedLogStorage log,
            RaftTransport transport,
            PendingRequests pending,
            LongSupplier clock) {
        this.node = node;
        this.log = log;
        this.transport = transport;
        this.pending = pending;
        this.clock = clock;
        addresses.put(self.id(), self.address());
    }

    /// "ip:port" of a server, empty while unknown.
    String address(String id) {
        String found = transport.addressOf(id);
        return found != null ? found : addresses.getOrDefault(id, "");
    }

    Membership membership() {
        Configuration now = node.getCurrentConf();
        List<Member> members = new ArrayList<>();
        if (now != null) {
            now.getPeers().forEach(peer -> members.add(member(peer, true)));
            now.getLearners().forEach(peer -> members.add(member(peer, false)));
        }
        members.sort(Comparator.comparing((Member member) -> !member.voter()).thenComparing(Member::id));
        return new Membership(members, log.configurationIndex());
    }

    private Member member(PeerId peer, boolean voter) {
        return new Member(Peers.id(peer), address(Peers.id(peer)), voter);
    }

    CompletableFuture<Void> bootstrap(List<PeerAddress> voters) {
        if (voters.isEmpty()) {
            throw new IllegalArgumentException("no voters");
        }
        Configuration now = node.getCurrentConf();
        if (now == null || !now.isEmpty() || log.getLastLogIndex() > 0) {
            return CompletableFuture.failedFuture(new IllegalStateException("this server has a configuration already"));
        }
        voters.forEach(voter -> addresses.put(voter.id(), voter.address()));
        Status status = node.resetPeers(new Configuration(
                voters.stream().map(voter -> Peers.peer(voter.id())).toList()));
        return status.isOk()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new IllegalStateException(status.getErrorMsg()));
    }

    CompletableFuture<Void> addLearner(PeerAddress peer) {
        addresses.put(peer.id(), peer.address());
        return change(peer.id(), (id, now, done) -> {
            if (now.contains(id) || now.getLearners().contains(id)) {
                done.run(Status.OK());
            } else {
                node.addLearners(List.of(id), done);
            }
        });
    }

    CompletableFuture<Void> promote(String id) {
        return change(id, (peer, now, done) -> {
            if (now.contains(peer)) {
                done.run(Status.OK());
            } else if (now.getLearners().contains(peer)) {
                node.promote(peer, done);
            } else {
                throw new IllegalArgumentException("server \"" + id + "\" is not a member");
            }
        });
    }

    CompletableFuture<Void> remove(String id) {
        return change(id, (peer, now, done) -> {
            if (now.getLearners().contains(peer)) {
                node.removeLearners(List.of(peer), done);
            } else if (!now.contains(peer)) {
                done.run(Status.OK());
            } else if (now.size() == 1) {
                throw new IllegalArgumentException("server \"" + id + "\" is the only voter");
            } else {
                node.removePeer(peer, done);
            }
        });
    }

    private interface Change {
        void on(PeerId peer, Configuration now, Closure done);
    }

    private CompletableFuture<Void> change(String id, Change change) {
        Pending.MembershipChange pendingChange = new Pending.MembershipChange(pending, clock.getAsLong());
        if (!pending.add(pendingChange)) {
            return CompletableFuture.failedFuture(new LogUnavailableException("the log is overloaded"));
        }
        try {
            change.on(Peers.peer(id), node.getCurrentConf(), pendingChange);
        } catch (IllegalArgumentException | IllegalStateException e) {
            pending.remove(pendingChange);
            return CompletableFuture.failedFuture(e);
        }
        return pendingChange.answer();
    }
}
