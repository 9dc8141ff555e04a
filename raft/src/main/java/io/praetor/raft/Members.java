package io.praetor.raft;

import com.alipay.sofa.jraft.Closure;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.entity.PeerId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who takes part, and changes of that. JRaft knows ids only; addresses are what the transport knows, or else what the
/// [AddressBook] has kept.
final class Members {

    /// Changes that may be under way.
    private static final int MAX_WAITING = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Members.class);

    private final PeerAddress self;
    private final RaftNode node;
    private final SegmentedLogStorage log;
    private final RaftStorage storage;
    private final RaftTransport transport;
    private final PendingRequests pending;
    private final LongSupplier clock;
    private final Executor threads;
    /// The change before the next one; guarded by this, like `waiting`.
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    private int waiting;

    Members(
            PeerAddress self,
            RaftNode node,
            SegmentedLogStorage log,
            RaftStorage storage,
            RaftTransport transport,
            PendingRequests pending,
            LongSupplier clock,
            Executor threads) {
        this.node = node;
        this.log = log;
        this.storage = storage;
        this.transport = transport;
        this.pending = pending;
        this.clock = clock;
        this.threads = threads;
        this.self = self;
    }

    /// "ip:port" of a server, empty while unknown.
    String address(String id) {
        if (id.equals(self.id())) {
            return self.address();
        }
        String found = transport.addressOf(id);
        return found != null ? found : storage.addresses().address(id);
    }

    /// Keeps where the servers are now, if that has changed.
    void keepAddresses() {
        List<PeerAddress> now = membership().members().stream()
                .map(member -> new PeerAddress(member.id(), member.address()))
                .toList();
        if (!now.isEmpty() && storage.addresses().differs(now)) {
            try {
                storage.addresses().keep(now);
            } catch (IOException e) {
                LOG.warn("cannot keep the addresses of the servers: {}", e.getMessage());
            }
        }
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
        try {
            // from here on a restart knows as much as this run
            storage.addresses().keep(voters);
            storage.give(new GivenConfiguration(
                    0, voters.stream().map(PeerAddress::id).toList(), List.of()));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(
                    new LogUnavailableException("cannot keep the configuration: " + e.getMessage(), e));
        }
        Status status = node.resetPeers(new Configuration(
                voters.stream().map(voter -> Peers.peer(voter.id())).toList()));
        return status.isOk()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new IllegalStateException(status.getErrorMsg()));
    }

    CompletableFuture<Void> addLearner(PeerAddress peer) {
        storage.addresses().learn(List.of(peer));
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

    /// One change after the other: JRaft refuses a second one while the first is under way.
    private CompletableFuture<Void> change(String id, Change change) {
        synchronized (this) {
            if (waiting >= MAX_WAITING) {
                return CompletableFuture.failedFuture(
                        new LogUnavailableException("too many changes of the membership are under way"));
            }
            waiting++;
            CompletableFuture<Void> mine = last.handle((_, _) -> id)
                    .thenComposeAsync(peer -> begin(peer, change), threads)
                    .whenComplete((_, _) -> changed());
            last = mine;
            return mine.copy();
        }
    }

    private synchronized void changed() {
        waiting--;
    }

    private CompletableFuture<Void> begin(String id, Change change) {
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
