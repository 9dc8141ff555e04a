package io.praetor.raft;

import com.alipay.sofa.jraft.NodeManager;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.core.State;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.entity.Task;
import com.alipay.sofa.jraft.util.ThreadPoolsFactory;
import com.alipay.sofa.jraft.util.Utils;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The [ReplicatedLog] over JRaft.
///
/// JRaft runs on its own threads and its own clock; this class uses the same clock, so that leases are measured with
/// one measure.
final class JRaftLog implements ReplicatedLog {

    private static final Logger LOG = LoggerFactory.getLogger(JRaftLog.class);

    /// JRaft finds nodes and threads by group for the whole JVM; a group of its own for each log lets equal ids live
    /// side by side.
    private static final AtomicLong GROUPS = new AtomicLong();

    private static final long STOP_SECONDS = 15;
    private static final byte[] NO_CONTEXT = new byte[0];

    private final RaftSettings settings;
    private final RaftStorage storage;
    private final RaftTransport transport;
    private final RaftThreads threads;
    private final LongSupplier clock = Utils::monotonicMs;
    private final PendingRequests pending = new PendingRequests();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final VoteStorage vote;
    private final SegmentedLogStorage log;
    private final StateSnapshots snapshots;
    private final Leadership leadership;
    private final MachineAdapter machine;
    private final PeerClient client;
    private final RaftNode node;
    private final RaftNodeOptions options;
    private final LeaderWatch watch;
    private final Members members;

    private JRaftLog(
            RaftSettings settings,
            StateMachine machine,
            LeadershipListener listener,
            RaftTransport transport,
            RaftStorage storage,
            RaftThreads threads) {
        this.settings = settings;
        this.storage = storage;
        this.transport = transport;
        this.threads = threads;
        String self = settings.self().id();
        Executor calls = RaftThreads.calls();
        leadership = new Leadership(
                self,
                listener,
                threads.events(),
                clock,
                settings.electionTimeout(),
                () -> calls.execute(this::leaderKnown));
        vote = storage.vote(self);
        log = new SegmentedLogStorage(storage.log(), storage.configurations(), storage.given(), leadership::failed);
        snapshots = new StateSnapshots(storage.snapshots(), self, storage.given(), RaftThreads.snapshots(), clock);
        this.machine = new MachineAdapter(machine, storage.snapshots(), RaftThreads.snapshots(), leadership);
        client = new PeerClient(
                transport,
                storage.addresses(),
                threads.maintenance(),
                clock,
                settings.electionTimeout().toMillis());
        String group = "praetor-" + GROUPS.incrementAndGet();
        ThreadPoolsFactory.registerThreadPool(group, RaftThreads.closures());
        node = new RaftNode(group, Peers.peer(self), clock, this::leaderCalled, this::leaderDoubted);
        options = new RaftNodeOptions(settings.electionTimeout(), client, log, vote, snapshots);
        watch = new LeaderWatch(
                transport,
                storage.addresses()::address,
                new Elections(),
                (millis, task) -> later(millis, () -> calls.execute(task)),
                calls,
                settings.electionTimeout().toMillis());
        members = new Members(settings.self(), node, log, storage, transport, pending, clock, calls);
    }

    /// @param storage taken over, like the threads
    static ReplicatedLog start(
            RaftSettings settings,
            StateMachine machine,
            LeadershipListener listener,
            RaftTransport transport,
            RaftStorage storage,
            RaftThreads threads)
            throws RaftStartException {
        JRaftLog log = new JRaftLog(settings, machine, listener, transport, storage, threads);
        log.begin();
        return log;
    }

    private void begin() throws RaftStartException {
        String self = settings.self().id();
        options.setFsm(machine);
        GivenConfiguration given = storage.given();
        if (given != null) {
            options.setInitialConf(given.configuration());
        } else if (settings.bootstrap()) {
            options.setInitialConf(new Configuration(List.of(Peers.peer(self))));
        }
        boolean started = false;
        try {
            NodeManager.getInstance().addAddress(Peers.endpoint(self));
            // peers are answered from the start: until the node is active it refuses them by itself
            transport.listen(
                    settings.self(), new PeerServer(self, node, snapshots, RaftThreads.calls(), watch::closed));
            started = node.init(options);
        } finally {
            if (!started) {
                close();
            }
        }
        if (!started) {
            Throwable cause = machine.failure();
            String why = cause == null ? "see the lines before this one" : String.valueOf(cause.getMessage());
            throw new RaftStartException("the replicated log did not start: " + why, cause);
        }
        new Maintenance(settings, storage, pending, threads.disk(), clock, this).start(threads.maintenance());
    }

    private void later(long millis, Runnable task) {
        try {
            var _ = threads.maintenance().schedule(task, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the log is closing", e);
        }
    }

    private void leaderKnown() {
        watch.usual();
    }

    private void leaderDoubted() {
        String leader = leadership.leader();
        if (leader != null && !leader.equals(settings.self().id())) {
            watch.doubted();
        }
    }

    private void leaderCalled(String peer) {
        PeerId leader = new PeerId();
        if (leader.parse(peer)) {
            watch.heard(Peers.id(leader));
        }
    }

    /// The node as [LeaderWatch] sees it.
    private final class Elections implements LeaderWatch.Elections {

        @Override
        public @Nullable String leader() {
            return leadership.leader();
        }

        @Override
        public long heardAt() {
            return node.leaderHeardAt();
        }

        @Override
        public void timeout(long millis, long spreadMillis) {
            options.getRaftOptions().setMaxElectionDelayMs((int) spreadMillis);
            node.resetElectionTimeoutMs((int) millis);
        }

        @Override
        public void standAnew() {
            node.standAnew(vote.getTerm());
        }
    }

    @Override
    public CompletableFuture<@Nullable Object> propose(byte[] command) {
        if (command.length == 0 || command.length > MAX_COMMAND_BYTES) {
            throw new IllegalArgumentException(
                    "command has " + command.length + " bytes, expected 1 to " + MAX_COMMAND_BYTES);
        }
        RaftException refusal = refusal();
        if (refusal != null) {
            return CompletableFuture.failedFuture(refusal);
        }
        Pending.Proposal proposal = new Pending.Proposal(pending, command.length, clock.getAsLong());
        if (!pending.add(proposal)) {
            return CompletableFuture.failedFuture(noRoom());
        }
        try {
            node.apply(new Task(ByteBuffer.wrap(command), proposal));
        } catch (IllegalStateException e) {
            proposal.fail(new LogUnavailableException("the log is closed", e));
        }
        return proposal.answer();
    }

    private @Nullable RaftException refusal() {
        if (closed.get()) {
            return new LogUnavailableException("the log is closed");
        }
        if (leadership.leadingTerm() == 0) {
            return notLeader();
        }
        String disk = storage.disk().refusal();
        return disk == null ? null : new LogUnavailableException(disk);
    }

    /// Nothing is taken in any more.
    private LogUnavailableException noRoom() {
        return new LogUnavailableException(closed.get() ? "the log is closed" : "the log is overloaded");
    }

    private NotLeaderException notLeader() {
        return new NotLeaderException("this server is not the leader", leadership.leader());
    }

    @Override
    public CompletableFuture<Void> barrier() {
        return readIndex().thenAccept(_ -> {});
    }

    @Override
    public CompletableFuture<Long> readIndex() {
        if (closed.get() || leadership.leadingTerm() == 0) {
            return CompletableFuture.failedFuture(
                    closed.get() ? new LogUnavailableException("the log is closed") : notLeader());
        }
        Pending.Read read = new Pending.Read(pending, clock.getAsLong());
        if (!pending.add(read)) {
            return CompletableFuture.failedFuture(noRoom());
        }
        try {
            node.readIndex(NO_CONTEXT, read);
        } catch (IllegalStateException e) {
            read.fail(new LogUnavailableException("the log is closed", e));
        }
        return read.answer();
    }

    @Override
    public boolean isLeader() {
        return leadership.isLeader(this::quorumHolds) && node.isLeader(false);
    }

    /// One majority is enough even while two configurations are in force: nobody can be elected without a majority of
    /// each.
    private boolean quorumHolds() {
        try {
            return node.listAlivePeers().size() > node.listPeers().size() / 2;
        } catch (IllegalStateException e) {
            // no leader any more
            return false;
        }
    }

    boolean isClosed() {
        return closed.get();
    }

    long appliedIndex() {
        try {
            return Math.max(machine.appliedIndex(), node.getLastAppliedLogIndex());
        } catch (IllegalStateException e) {
            // the node is not active
            return machine.appliedIndex();
        }
    }

    @Override
    public LogStatus status() {
        Role role = role();
        long applied = appliedIndex();
        long last = applied;
        long committed = applied;
        try {
            last = node.getLastLogIndex();
            committed = Math.max(applied, node.getLastCommittedIndex());
        } catch (IllegalStateException e) {
            LOG.debug("the node is not active", e);
        }
        String leader = leadership.leader();
        String refusal = closed.get() ? "the log is closed" : storage.disk().refusal();
        SnapshotStore.Id snapshot = storage.snapshots().newest();
        long silence = role == Role.LEADER ? 0 : Math.max(0, clock.getAsLong() - node.leaderHeardAt());
        return new LogStatus(
                role,
                vote.getTerm(),
                leader == null ? null : new PeerAddress(leader, members.address(leader)),
                Math.max(last, applied),
                committed,
                applied,
                Duration.ofMillis(silence),
                refusal == null,
                snapshot.index(),
                snapshot.term(),
                refusal);
    }

    private Role role() {
        State state = node.getNodeState();
        if (closed.get() || leadership.failed() || state.compareTo(State.STATE_FOLLOWER) > 0) {
            return Role.STOPPED;
        }
        return switch (state) {
            case STATE_LEADER, STATE_TRANSFERRING -> Role.LEADER;
            case STATE_CANDIDATE -> Role.CANDIDATE;
            default -> isLearner() ? Role.LEARNER : Role.FOLLOWER;
        };
    }

    private boolean isLearner() {
        Configuration now = node.getCurrentConf();
        return now != null && now.getLearners().contains(node.getServerId());
    }

    @Override
    public Membership membership() {
        return members.membership();
    }

    @Override
    public CompletableFuture<Void> bootstrap(List<PeerAddress> voters) {
        CompletableFuture<Void> done = members.bootstrap(voters);
        if (!done.isCompletedExceptionally()) {
            RaftThreads.calls().execute(watch::begun);
        }
        return done;
    }

    @Override
    public CompletableFuture<Void> addLearner(PeerAddress peer) {
        RaftException refusal = refusal();
        return refusal == null ? members.addLearner(peer) : CompletableFuture.failedFuture(refusal);
    }

    @Override
    public CompletableFuture<Void> promote(String id) {
        RaftException refusal = refusal();
        return refusal == null ? members.promote(id) : CompletableFuture.failedFuture(refusal);
    }

    @Override
    public CompletableFuture<Void> remove(String id) {
        RaftException refusal = refusal();
        return refusal == null ? members.remove(id) : CompletableFuture.failedFuture(refusal);
    }

    /// Keeps where the others are for the next start.
    void keepAddresses() {
        if (!closed.get()) {
            members.keepAddresses();
        }
    }

    /// Helps a change of the membership along, see [RaftNode#nudge].
    void nudge() {
        if (leadership.leadingTerm() != 0) {
            node.nudge();
        }
    }

    @Override
    public CompletableFuture<Void> transferLeadership(@Nullable String id) {
        if (closed.get() || leadership.leadingTerm() == 0) {
            return CompletableFuture.failedFuture(notLeader());
        }
        if (settings.self().id().equals(id)) {
            return CompletableFuture.completedFuture(null);
        }
        PeerId to = id == null ? successor() : Peers.peer(id);
        if (to == null) {
            return CompletableFuture.failedFuture(
                    new LogUnavailableException("cannot transfer leadership: no other server is there"));
        }
        CompletableFuture<Void> handover = leadership.awaitTransfer();
        Status status = node.transferLeadershipTo(to);
        if (!status.isOk()) {
            handover.completeExceptionally(
                    new LogUnavailableException("cannot transfer leadership: " + status.getErrorMsg()));
        }
        CompletableFuture<Void> answer = handover.copy();
        long patience = 4 * settings.electionTimeout().toMillis();
        answer.orTimeout(patience, TimeUnit.MILLISECONDS);
        return answer.exceptionallyCompose(error -> CompletableFuture.failedFuture(
                error instanceof TimeoutException
                        ? new LogUnavailableException("nobody took leadership over in " + patience + " ms")
                        : error));
    }

    /// Who is to lead next: the most advanced one, or one that is there when not all are, as the most advanced may be
    /// one that has just gone. Null if nobody is there.
    private @Nullable PeerId successor() {
        PeerId self = node.getServerId();
        List<PeerId> others =
                node.listPeers().stream().filter(peer -> !peer.equals(self)).toList();
        List<PeerId> reachable = others.stream()
                .filter(peer -> client.isOpen(peer.getEndpoint()))
                .toList();
        if (reachable.isEmpty()) {
            return null;
        }
        return reachable.size() == others.size() ? PeerId.ANY_PEER : reachable.getFirst();
    }

    /// A leader whose disk is refused hands over to another server, if there is one.
    void leaveToOthers() {
        if (leadership.leadingTerm() != 0
                && membership().members().stream().filter(Member::voter).count() > 1) {
            LOG.warn("this leader cannot write its log: handing leadership over");
            transferLeadership(null).exceptionally(error -> {
                LOG.warn("nobody took leadership over: {}", error.getMessage());
                return null;
            });
        }
    }

    @Override
    public CompletableFuture<Long> snapshot() {
        if (closed.get()) {
            return CompletableFuture.failedFuture(new LogUnavailableException("the log is closed"));
        }
        long applied = appliedIndex();
        if (applied == storage.snapshots().newest().index()) {
            return CompletableFuture.completedFuture(applied);
        }
        Pending.SnapshotRequest request = new Pending.SnapshotRequest(pending, storage.snapshots(), clock.getAsLong());
        if (!pending.add(request)) {
            return CompletableFuture.failedFuture(noRoom());
        }
        takeSnapshot(applied, request);
        return request.answer();
    }

    /// JRaft counts entries as applied a moment after the machine has answered. Asked in that moment it would find
    /// nothing new, take no snapshot and drop the log behind the last one.
    private void takeSnapshot(long atLeast, Pending.SnapshotRequest request) {
        try {
            if (node.getLastAppliedLogIndex() >= atLeast) {
                node.snapshot(request);
            } else {
                var _ = threads.maintenance().schedule(() -> takeSnapshot(atLeast, request), 1, TimeUnit.MILLISECONDS);
            }
        } catch (IllegalStateException | RejectedExecutionException e) {
            request.fail(new LogUnavailableException("the log is closed", e));
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        leadership.closing();
        storage.snapshots().stop();
        storage.log().stopWaiting();
        stopNode();
        transport.close();
        client.shutdown();
        pending.fail(_ -> true, Pending::closed);
        threads.stop();
        storage.close();
        NodeManager.getInstance().removeAddress(Peers.endpoint(settings.self().id()));
    }

    private void stopNode() {
        Thread stopper = Thread.ofVirtual().start(() -> {
            try {
                node.shutdown();
                node.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            if (!stopper.join(Duration.ofSeconds(STOP_SECONDS))) {
                LOG.error("the replicated log did not stop in {} s", STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
