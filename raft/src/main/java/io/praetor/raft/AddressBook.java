package io.praetor.raft;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the servers of the configuration were last seen, kept on disk beside the log: a server that starts anew can
/// call the others before anybody has told it where they are. The file `addresses` has a line `id address` each.
final class AddressBook {

    private static final Logger LOG = LoggerFactory.getLogger(AddressBook.class);
    private static final String NAME = "addresses";

    private final RaftFiles files;
    private volatile Map<String, String> known;
    private volatile Map<String, String> kept;

    private AddressBook(RaftFiles files, Map<String, String> known) {
        this.files = files;
        this.known = known;
        this.kept = known;
    }

    /// Reads what an earlier run has kept. A damaged book is an empty one: others tell what it held.
    static AddressBook open(RaftFiles files) throws IOException {
        Map<String, String> known = new TreeMap<>();
        try {
            List<String> lines = SmallFile.read(files, NAME);
            for (String line : lines == null ? List.<String>of() : lines) {
                int blank = line.indexOf(' ');
                if (blank > 0) {
                    known.put(line.substring(0, blank), line.substring(blank + 1));
                }
            }
        } catch (CorruptLogException e) {
            LOG.warn("{}; addresses of other servers must come from gossip", e.getMessage());
        }
        return new AddressBook(files, Map.copyOf(known));
    }

    /// "ip:port" of a server, empty while unknown.
    String address(String id) {
        return known.getOrDefault(id, "");
    }

    /// The id that was last seen at an address, empty while unknown.
    String idAt(String address) {
        return known.entrySet().stream()
                .filter(entry -> entry.getValue().equals(address))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    /// Remembers more addresses, in memory.
    synchronized void learn(Collection<PeerAddress> peers) {
        Map<String, String> next = new TreeMap<>(known);
        for (PeerAddress peer : peers) {
            if (!peer.address().isEmpty()) {
                next.put(peer.id(), peer.address());
            }
        }
        known = Map.copyOf(next);
    }

    /// Whether the book on disk would say something else for these servers.
    boolean differs(Collection<PeerAddress> peers) {
        return peers.stream()
                .anyMatch(peer -> !peer.address().isEmpty() && !peer.address().equals(kept.get(peer.id())));
    }

    /// Keeps the addresses of these servers on disk, and no others.
    synchronized void keep(Collection<PeerAddress> peers) throws IOException {
        learn(peers);
        Map<String, String> next = new TreeMap<>();
        for (PeerAddress peer : peers) {
            String address = address(peer.id());
            if (!address.isEmpty()) {
                next.put(peer.id(), address);
            }
        }
        List<String> lines = new ArrayList<>();
        next.forEach((id, address) -> lines.add(id + " " + address));
        SmallFile.write(files, NAME, lines);
        known = Map.copyOf(next);
        kept = known;
    }
}
