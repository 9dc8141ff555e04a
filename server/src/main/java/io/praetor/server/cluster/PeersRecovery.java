package io.praetor.server.cluster;

import io.praetor.model.codec.DecodeException;
import io.praetor.model.operator.PeersFile;
import io.praetor.raft.Member;
import io.praetor.raft.RaftRecovery;
import io.praetor.raft.RaftSettings;
import io.praetor.raft.RaftStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes an operator's `raft/peers.json` over before the log is opened (`server.md` §4). A file that was there before
/// the very first start is none of ours and is removed; a file that cannot be used keeps the server from starting.
public final class PeersRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(PeersRecovery.class);

    private static final String INFO = """
            This file marks that the server has started here before. It also explains peers.json, which is
            normally not there and should be made only to recover a cluster that has lost its quorum for good.

            1. Stop all servers that remain.
            2. On each of them, write the same file raft/peers.json into the data directory, naming the servers
               that remain:

               [
                 {"id": "adf4238a-882b-9ddc-4a9d-5b6758e4159e", "address": "10.1.0.1:8300", "non_voter": false},
                 {"id": "8b6dda82-3103-11e7-93ae-92361f002671", "address": "10.1.0.2:8300", "non_voter": false}
               ]

               "id" is the text in the file node-id of that server's data directory, "address" its IP address
               and server port. "non_voter" may be left out. A list of addresses alone will do, too, where each
               of them was a server's address before.
            3. Start the servers. Each reads the file, goes on with the servers it names, and removes it.

            Writes that were under way when the quorum was lost may be found done or not.
            """;

    private PeersRecovery() {}

    /// Does what the files ask for. Called before the log of this server is opened.
    ///
    /// @throws RaftStartException naming the file and what is wrong with it; nothing was changed then
    public static void run(RaftSettings settings, RandomGenerator random) throws RaftStartException {
        Path directory = settings.directory();
        if (directory == null) {
            return;
        }
        Path info = directory.resolve(PeersFile.INFO_NAME);
        Path peers = directory.resolve(PeersFile.NAME);
        try {
            if (!Files.exists(info)) {
                Files.createDirectories(directory);
                Files.writeString(info, INFO);
                if (Files.deleteIfExists(peers)) {
                    LOG.warn("deleted peers.json: it was there before the first start of this server: file={}", peers);
                }
            } else if (Files.exists(peers)) {
                recover(settings, peers, random);
            }
        } catch (IOException e) {
            throw new RaftStartException("cannot prepare the raft directory \"" + directory + "\": " + e, e);
        }
    }

    private static void recover(RaftSettings settings, Path peers, RandomGenerator random)
            throws RaftStartException, IOException {
        LOG.info("found peers.json file, recovering Raft configuration: file={}", peers);
        List<Member> members;
        try {
            List<RaftRecovery.Entry> entries = PeersFile.parse(Files.readAllBytes(peers)).servers().stream()
                    .map(server -> new RaftRecovery.Entry(server.id(), server.address(), !server.nonVoter()))
                    .toList();
            for (RaftRecovery.Entry entry : entries) {
                if (Addresses.parse(entry.address()) == null) {
                    throw new DecodeException("\"" + entry.address() + "\" is not an IP address and a port");
                }
            }
            members = RaftRecovery.recover(settings, entries, random);
        } catch (DecodeException | RaftStartException e) {
            throw new RaftStartException("recovery by \"" + peers + "\" failed: " + e.getMessage(), e);
        }
        Files.delete(peers);
        LOG.info("deleted peers.json file after successful recovery: servers={}", members);
    }
}
