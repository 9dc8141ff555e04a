package io.praetor.raft;

import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.option.RaftMetaStorageOptions;
import com.alipay.sofa.jraft.storage.RaftMetaStorage;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// JRaft's view of the [VoteFile]. JRaft goes on with a term it could not store, so what could not be stored is kept
/// here and goes to disk with the next change; a vote is only given when that succeeds.
final class VoteStorage implements RaftMetaStorage {

    private static final Logger LOG = LoggerFactory.getLogger(VoteStorage.class);

    private final VoteFile file;
    private final String self;
    private volatile VoteFile.Vote vote;

    /// @param self the id of this server
    VoteStorage(VoteFile file, VoteFile.Vote vote, String self) {
        this.file = file;
        this.self = self;
        this.vote = vote;
    }

    @Override
    public boolean init(RaftMetaStorageOptions options) {
        return true;
    }

    @Override
    public void shutdown() {}

    @Override
    public long getTerm() {
        return vote.term();
    }

    @Override
    public PeerId getVotedFor() {
        PeerId peer = new PeerId();
        if (!vote.candidate().isEmpty() && !peer.parse(vote.candidate())) {
            throw new IllegalStateException("stored vote is for \"" + vote.candidate() + "\"");
        }
        return peer;
    }

    @Override
    public boolean setTerm(long term) {
        return store(new VoteFile.Vote(term, vote.candidate()));
    }

    @Override
    public boolean setVotedFor(PeerId peer) {
        return store(new VoteFile.Vote(vote.term(), textOf(peer)));
    }

    @Override
    public boolean setTermAndVotedFor(long term, PeerId peer) {
        if (!peer.isEmpty() && Peers.id(peer).equals(self)) {
            // a server votes for itself when it stands for election, and only then
            LOG.warn("heartbeat timeout reached, starting election: term={}", term);
        }
        return store(new VoteFile.Vote(term, textOf(peer)));
    }

    private static String textOf(PeerId peer) {
        return peer.isEmpty() ? "" : peer.toString();
    }

    private synchronized boolean store(VoteFile.Vote next) {
        vote = next;
        try {
            file.write(next);
            return true;
        } catch (IOException e) {
            LOG.error("cannot store the vote of term {}: {}", next.term(), e.getMessage());
            return false;
        }
    }
}
