package io.praetor.raft;

import com.alipay.sofa.jraft.entity.LogEntry;
import com.alipay.sofa.jraft.entity.PeerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of a configuration entry: a line each for voters, learners, old voters and old learners, peers parted by
/// blanks, "-" for no list. The checksum of the record vouches for the form.
final class PeerLists {

    private PeerLists() {}

    static byte[] encode(LogEntry entry) {
        StringBuilder text = new StringBuilder();
        append(text, entry.getPeers());
        append(text, entry.getLearners());
        append(text, entry.getOldPeers());
        append(text, entry.getOldLearners());
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder to, @Nullable List<PeerId> peers) {
        if (peers == null) {
            to.append("-\n");
            return;
        }
        for (int i = 0; i < peers.size(); i++) {
            to.append(i == 0 ? "" : " ").append(peers.get(i));
        }
        to.append('\n');
    }

    static void decode(byte[] body, LogEntry into) {
        String[] lines =
                StandardCharsets.UTF_8.decode(ByteBuffer.wrap(body)).toString().split("\n", -1);
        if (lines.length != 5) {
            throw new IllegalArgumentException("configuration entry has " + (lines.length - 1) + " lists, expected 4");
        }
        into.setPeers(parse(lines[0]));
        into.setLearners(parse(lines[1]));
        into.setOldPeers(parse(lines[2]));
        into.setOldLearners(parse(lines[3]));
    }

    private static @Nullable List<PeerId> parse(String line) {
        if (line.equals("-")) {
            return null;
        }
        List<PeerId> peers = new ArrayList<>();
        if (!line.isEmpty()) {
            for (String text : line.split(" ", -1)) {
                PeerId peer = new PeerId();
                if (!peer.parse(text)) {
                    throw new IllegalArgumentException("configuration entry names peer \"" + text + "\"");
                }
                peers.add(peer);
            }
        }
        return peers;
    }
}
