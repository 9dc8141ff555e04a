package io.praetor.raft;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// A log of one server in memory: each command is committed when it is proposed.
final class SoloLog implements ReplicatedLog {

    private static final long TERM = 1;

    private final PeerAddress self;
    private final StateMachine machine;
    private final LeadershipListener listener;
    private final RaftTransport transport;
    private final ExecutorService apply = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("raft-apply").factory());
    private final ExecutorService events = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("raft-events").factory());
    private volatile long index = 1;
    private volatile boolean closed;

    SoloLog(PeerAddress self, StateMachine machine, LeadershipListener listener, RaftTransport transport) {
        this.self = self;
        this.machine = machine;
        this.listener = listener;
        this.transport = transport;
        events.execute(() -> listener.leadershipGained(TERM));
    }

    @Override
    public CompletableFuture<@Nullable Object> propose(byte[] command) {
        CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
        run(result, () -> {
            long at = index + 1;
            Object answer = machine.apply(at, TERM, command);
            index = at;
            result.complete(answer);
        });
        return result;
    }

    @Override
    public CompletableFuture<Void> barrier() {
        return readIndex().thenAccept(_ -> {});
    }

    @Override
    public CompletableFuture<Long> readIndex() {
        CompletableFuture<Long> result = new CompletableFuture<>();
        run(result, () -> result.complete(index));
        return result;
    }

    private void run(CompletableFuture<?> result, Runnable task) {
        try {
            apply.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    result.completeExceptionally(new OutcomeUnknownException("the state machine failed", e));
                    events.execute(() -> listener.failed(e));
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new LogUnavailableException("the log is closed", e));
        }
    }

    @Override
    public boolean isLeader() {
        return !closed;
    }

    @Override
    public LogStatus status() {
        long at = index;
        return new LogStatus(
                closed ? Role.STOPPED : Role.LEADER, TERM, self, at, at, at, Duration.ZERO, !closed, 0, 0, closed ? "the log is closed" : null);
    }

    @Override
    public Membership membership() {
        return new Membership(List.of(new Member(self.id(), self.address(), true)), 1);
    }

    @Override
    public CompletableFuture<Void> bootstrap(List<PeerAddress> voters) {
        return CompletableFuture.failedFuture(new IllegalStateException("this server has a configuration already"));
    }

    @Override
    public CompletableFuture<Void> addLearner(PeerAddress peer) {
        return alone();
    }

    @Override
    public CompletableFuture<Void> promote(String id) {
        return alone();
    }

    @Override
    public CompletableFuture<Void> remove(String id) {
        return alone();
    }

    @Override
    public CompletableFuture<Void> transferLeadership(@Nullable String id) {
        return alone();
    }

    private static CompletableFuture<Void> alone() {
        return CompletableFuture.failedFuture(new LogUnavailableException("a server in memory has no peers"));
    }

    @Override
    public CompletableFuture<Long> snapshot() {
        return readIndex();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            apply.close();
            events.close();
            transport.close();
        }
    }
}
