package io.praetor.raft;

import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.conf.ConfigurationEntry;
import com.alipay.sofa.jraft.entity.LogId;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.entity.RaftOutter.SnapshotMeta;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A configuration that did not come through the log: given at bootstrap, or by an operator who recovers a cluster
/// that has lost its quorum. It stands for every configuration the log and the snapshots hold up to a term; a leader of
/// a later term writes it into the log, which counts from then on. So nothing is ever added to the log behind the back
/// of the protocol.
///
/// The file `configuration` has three lines: the term, the voters, the learners, parted by blanks.
///
/// @param term of the last configuration it replaces; 0 at bootstrap
record GivenConfiguration(long term, List<String> voters, List<String> learners) {

    private static final String NAME = "configuration";

    GivenConfiguration {
        voters = List.copyOf(voters);
        learners = List.copyOf(learners);
    }

    /// What an earlier run was given; null if nothing.
    static @Nullable GivenConfiguration read(RaftFiles files) throws IOException {
        List<String> lines = SmallFile.read(files, NAME);
        if (lines == null) {
            return null;
        }
        if (lines.size() != 3) {
            throw new CorruptLogException(files.describe(NAME) + " is corrupt: it has " + lines.size() + " lines");
        }
        return new GivenConfiguration(Long.parseLong(lines.getFirst()), ids(lines.get(1)), ids(lines.get(2)));
    }

    private static List<String> ids(String line) {
        return line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
    }

    void write(RaftFiles files) throws IOException {
        SmallFile.write(
                files, NAME, List.of(Long.toString(term), String.join(" ", voters), String.join(" ", learners)));
    }

    Configuration configuration() {
        return new Configuration(
                voters.stream().map(Peers::peer).toList(),
                learners.stream().map(Peers::peer).toList());
    }

    /// As JRaft's configuration manager wants it, under an id that no entry has.
    ConfigurationEntry entry() {
        return new ConfigurationEntry(new LogId(0, term + 1), configuration(), new Configuration());
    }

    /// Whether it stands for a configuration of that term.
    boolean replaces(long configurationTerm) {
        return configurationTerm <= term;
    }

    /// The head of a snapshot with this configuration in it, if it is one of those it replaces.
    SnapshotMeta in(SnapshotMeta meta) {
        if (!replaces(meta.getLastIncludedTerm())) {
            return meta;
        }
        return meta.toBuilder()
                .clearPeers()
                .clearOldPeers()
                .clearLearners()
                .clearOldLearners()
                .addAllPeers(voters.stream().map(GivenConfiguration::text).toList())
                .addAllLearners(learners.stream().map(GivenConfiguration::text).toList())
                .build();
    }

    private static String text(String id) {
        PeerId peer = Peers.peer(id);
        return peer.toString();
    }
}
