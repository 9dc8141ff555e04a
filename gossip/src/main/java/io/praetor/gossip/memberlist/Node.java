package io.praetor.gossip.memberlist;

import io.praetor.gossip.Endpoint;
import io.praetor.model.Bytes;
import org.jspecify.annotations.Nullable;

/// A member as the protocol knows it.
///
/// @param name     unique in the pool
/// @param meta     what the layer above says of it, at most 512 bytes
/// @param versions protocol min, max, current, then the same of the layer above
public record Node(String name, Endpoint endpoint, Bytes meta, Versions versions, State state) {

    /// What is believed of a member; the numbers travel in push/pull.
    public enum State {
        ALIVE(0),
        SUSPECT(1),
        DEAD(2),
        LEFT(3);

        private final int number;

        State(int number) {
            this.number = number;
        }

        /// The number on the wire.
        public int number() {
            return number;
        }

        /// The state of a number; null: there is none.
        public static @Nullable State of(int number) {
            return switch (number) {
                case 0 -> ALIVE;
                case 1 -> SUSPECT;
                case 2 -> DEAD;
                case 3 -> LEFT;
                default -> null;
            };
        }
    }

    /// What a member speaks (`gossip-memberlist.md` §3.2).
    public record Versions(
            int protocolMin,
            int protocolMax,
            int protocolCurrent,
            int delegateMin,
            int delegateMax,
            int delegateCurrent) {}
}
