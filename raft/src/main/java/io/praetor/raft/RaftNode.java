package io.praetor.raft;

import com.alipay.sofa.jraft.Closure;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.core.NodeImpl;
import com.alipay.sofa.jraft.core.State;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.entity.Task;
import com.alipay.sofa.jraft.error.OverloadException;
import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.rpc.RpcRequestClosure;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.InstallSnapshotRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.RequestVoteRequest;
import com.google.protobuf.Message;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// JRaft's node with what it lacks: when it last heard of its leader, and learners that become voters.
final class RaftNode extends NodeImpl {

    private static final Logger LOG = LoggerFactory.getLogger(RaftNode.class);

    private final LongSupplier clock;
    private final Consumer<String> heard;
    private final Runnable doubted;
    private volatile long leaderHeardAt;

    /// @param heard is told the id of every leader that appends
    /// @param doubted is run when another server asks whether it would be voted for
    RaftNode(String group, PeerId self, LongSupplier clock, Consumer<String> heard, Runnable doubted) {
        super(group, self);
        this.clock = clock;
        this.heard = heard;
        this.doubted = doubted;
        this.leaderHeardAt = clock.getAsLong();
    }

    /// When a leader last called, in milliseconds of the clock given; when this was made if none has.
    long leaderHeardAt() {
        return leaderHeardAt;
    }

    @Override
    public @Nullable Message handleAppendEntriesRequest(AppendEntriesRequest request, RpcRequestClosure done) {
        leaderHeardAt = clock.getAsLong();
        heard.accept(request.getServerId());
        return super.handleAppendEntriesRequest(request, done);
    }

    @Override
    public Message handlePreVoteRequest(RequestVoteRequest request) {
        doubted.run();
        return super.handlePreVoteRequest(request);
    }

    @Override
    public @Nullable Message handleInstallSnapshot(InstallSnapshotRequest request, RpcRequestClosure done) {
        leaderHeardAt = clock.getAsLong();
        return super.handleInstallSnapshot(request, done);
    }

    /// Makes a learner a voter, in two changes: JRaft knows none that does it in one. If it does not catch up it is a
    /// learner again.
    void promote(PeerId learner, Closure done) {
        removeLearners(List.of(learner), removed -> {
            if (removed.isOk()) {
                addVoter(learner, done);
            } else {
                done.run(removed);
            }
        });
    }

    /// Ends a candidacy by raising the term, as the call of another candidate would that is not worth a vote. The
    /// election timer starts again with the timeout in force.
    ///
    /// @param term in which this server is a candidate
    void standAnew(long term) {
        if (getNodeState() == State.STATE_CANDIDATE) {
            String self = getServerId().toString();
            handleRequestVoteRequest(RequestVoteRequest.newBuilder()
                    .setGroupId(getGroupId())
                    .setServerId(self)
                    .setPeerId(self)
                    .setPreVote(false)
                    .setTerm(term + 1)
                    .setLastLogIndex(0)
                    .setLastLogTerm(0)
                    .build());
        }
    }

    /// Appends an entry that says nothing. JRaft only notices that a newcomer has caught up when the newcomer
    /// acknowledges an entry, so without traffic it would wait for ever.
    void nudge() {
        try {
            apply(new Task(ByteBuffer.allocate(0), null));
        } catch (OverloadException | IllegalStateException e) {
            LOG.debug("no nudge is needed, or possible", e);
        }
    }

    private void addVoter(PeerId learner, Closure done) {
        try {
            addPeer(learner, added -> {
                if (!added.isOk()) {
                    addLearners(
                            List.of(learner), again -> LOG.info("server {} is a learner again: {}", learner, again));
                }
                done.run(added);
            });
            nudge();
        } catch (IllegalArgumentException e) {
            done.run(new Status(RaftError.EINVAL, "%s", e.getMessage()));
        }
    }
}
