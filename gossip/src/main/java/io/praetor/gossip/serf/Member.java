package io.praetor.gossip.serf;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.memberlist.Node.Versions;
import java.util.Map;

/// A member of a pool as agents see it.
///
/// @param tags what it says of itself
public record Member(String name, Endpoint endpoint, Map<String, String> tags, Status status, Versions versions) {

    /// What is known of a member's life; the ordinals are the numbers of the API and the wire.
    public enum Status {
        NONE,
        ALIVE,
        LEAVING,
        LEFT,
        FAILED;

        /// The number of the API and the wire.
        @SuppressWarnings("EnumOrdinal") // the order of the constants is that of the numbers
        public int number() {
            return ordinal();
        }

        /// The status with that number; [#NONE] for an unknown one.
        public static Status of(int number) {
            return switch (number) {
                case 1 -> ALIVE;
                case 2 -> LEAVING;
                case 3 -> LEFT;
                case 4 -> FAILED;
                default -> NONE;
            };
        }
    }
}
