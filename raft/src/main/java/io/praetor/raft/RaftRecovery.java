package io.praetor.raft;

import com.alipay.sofa.jraft.entity.PeerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Gives the servers of a cluster that has lost its quorum for good another configuration, while they are stopped. Each
/// of those that remain is given the same one; then they are started and elect a leader among themselves. What was
/// committed is kept as far as one of them has it; what was under way may be committed by this.
public final class RaftRecovery {

    private RaftRecovery() {}

    /// A server of the new configuration, as an operator wrote it.
    ///
    /// @param id empty if only the address was given: the id is then the one this server last saw there
    /// @param address "ip:port" of its server port
    public record Entry(String id, String address, boolean voter) {}

    /// Replaces the configuration.
    ///
    /// @param settings of this server, as it will be started; its directory must exist and not be in use
    /// @return the configuration as it is now
    /// @throws RaftStartException with one clear line; nothing was changed then
    public static List<Member> recover(RaftSettings settings, List<Entry> entries, RandomGenerator random)
            throws RaftStartException {
        Path directory = settings.directory();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new RaftStartException("there is no raft directory to recover", null);
        }
        try (RaftStorage storage = RaftStorage.open(settings, random, Runnable::run)) {
            VoteFile.Vote vote = storage.lastVote();
            if (storage.log().lastIndex() == 0
                    && storage.snapshots().newest().index() == 0
                    && storage.given() == null) {
                throw new RaftStartException(
                        "refused to recover cluster with no initial state, this is probably an operator error", null);
            }
            List<Member> members = members(settings.self(), entries, storage.addresses());
            List<PeerAddress> peers = members.stream()
                    .map(member -> new PeerAddress(member.id(), member.address()))
                    .toList();
            storage.addresses().keep(peers);
            storage.give(new GivenConfiguration(vote.term(), ids(members, true), ids(members, false)));
            // no leader of this term or an earlier one is followed any more
            storage.vote(settings.self().id()).setTermAndVotedFor(vote.term() + 1, new PeerId());
            return members;
        } catch (IOException e) {
            throw new RaftStartException("cannot write to \"" + directory + "\": " + e.getMessage(), e);
        }
    }

    private static List<String> ids(List<Member> members, boolean voters) {
        return members.stream()
                .filter(member -> member.voter() == voters)
                .map(Member::id)
                .toList();
    }

    private static List<Member> members(PeerAddress self, List<Entry> entries, AddressBook book)
            throws RaftStartException {
        List<Member> members = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Entry entry : entries) {
            String id = entry.id().isEmpty() ? idAt(entry.address(), self, book) : entry.id();
            Member member = member(id, entry);
            if (!seen.add(id)) {
                throw new RaftStartException("server \"" + id + "\" is named twice", null);
            }
            members.add(member);
        }
        if (members.stream().noneMatch(Member::voter)) {
            throw new RaftStartException("there is no voter among the servers named", null);
        }
        return members;
    }

    private static Member member(String id, Entry entry) throws RaftStartException {
        try {
            PeerAddress peer = new PeerAddress(id, entry.address());
            return new Member(peer.id(), peer.address(), entry.voter());
        } catch (IllegalArgumentException e) {
            throw new RaftStartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String idAt(String address, PeerAddress self, AddressBook book) throws RaftStartException {
        String id = address.equals(self.address()) ? self.id() : book.idAt(address);
        if (id.isEmpty()) {
            throw new RaftStartException(
                    "the node ID of the server at \"" + address
                            + "\" is not known here: name the servers with \"id\" and \"address\"",
                    null);
        }
        return id;
    }
}
