package io.praetor.gossip.wire;

import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;

/// What comes first in a message of a stream that goes on behind its map: a push/pull, or a user message.
///
/// @param join  whether this is somebody's first time (push/pull)
/// @param nodes how many maps follow (push/pull)
/// @param rest  how many raw bytes follow those
record StreamHeader(boolean join, int nodes, int rest) {
    /// The most members one exchange may speak of.
    private static final int MOST_NODES = 1 << 20;

    /// The most bytes of a user state, or of a user message.
    private static final int LONGEST_REST = 20 << 20;

    /// Reads the map.
    static StreamHeader read(PackReader in) throws DecodeException, WireException {
        boolean join = false;
        int nodes = 0;
        int rest = 0;
        for (int left = MessageReader.fields(in); left > 0; left--) {
            switch (in.text()) {
                case "Join" -> join = in.bool();
                case "Nodes" -> nodes = length(in.integer(), MOST_NODES, "number of nodes");
                case "UserStateLen" -> rest = length(in.integer(), LONGEST_REST, "length of the user state");
                case "UserMsgLen" -> rest = length(in.integer(), LONGEST_REST, "length of the user message");
                default -> in.skip();
            }
        }
        return new StreamHeader(join, nodes, rest);
    }

    private static int length(long value, int limit, String what) throws WireException {
        if (value < 0 || value > limit) {
            throw new WireException(what + " is out of range: " + value);
        }
        return (int) value;
    }
}
