package io.praetor.gossip.serf;

import io.praetor.gossip.Endpoint;
import io.praetor.model.Bytes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What members tell each other above membership (`gossip-serf.md` §1). [SerfMessages] says how each travels.
///
/// Lamport times are unsigned 64-bit numbers on the wire; see [LamportClock] for what is made of absurd ones.
sealed interface SerfMessage {

    /// A member leaves, or is said to have left.
    ///
    /// @param prune whether it shall be forgotten at once
    record Leave(long lTime, String node, boolean prune) implements SerfMessage {}

    /// A member joins.
    record Join(long lTime, String node) implements SerfMessage {}

    /// All that a member knows, exchanged when states are.
    ///
    /// @param statusLTimes when each member joined or left, by name
    /// @param leftMembers  names of those who left
    /// @param events       the ring of recent events, null where a slot is empty
    record PushPull(
            long lTime,
            @Nullable Map<String, Long> statusLTimes,
            @Nullable List<String> leftMembers,
            long eventLTime,
            @Nullable List<@Nullable EventSlot> events,
            long queryLTime)
            implements SerfMessage {}

    /// The events of one Lamport time.
    record EventSlot(long lTime, @Nullable List<Told> events) {}

    /// An event without its time.
    record Told(String name, @Nullable Bytes payload) {}

    /// An event for everybody.
    ///
    /// @param coalesce whether only the newest of a name matters
    record UserEvent(long lTime, String name, @Nullable Bytes payload, boolean coalesce) implements SerfMessage {}

    /// A question for everybody.
    ///
    /// @param id      tells questions of one time apart
    /// @param addr    where answers go: 4 or 16 bytes
    /// @param filters who is meant ([QueryFilter])
    /// @param timeout nanoseconds in which answers count
    record Query(
            long lTime,
            long id,
            @Nullable Bytes addr,
            int port,
            String sourceNode,
            @Nullable List<@Nullable Bytes> filters,
            long flags,
            int relayFactor,
            long timeout,
            String name,
            @Nullable Bytes payload)
            implements SerfMessage {

        /// Bit of the flags: those who hear of the question say so.
        static final long ACKNOWLEDGE = 1;
        /// Bit of the flags: those who hear of the question do not pass it on.
        static final long NO_BROADCAST = 2;

        boolean wantsAcknowledgement() {
            return (flags & ACKNOWLEDGE) != 0;
        }

        boolean isPassedOn() {
            return (flags & NO_BROADCAST) == 0;
        }
    }

    /// An answer to a question, or word that it was heard.
    record Response(
            long lTime,
            long id,
            String from,
            long flags,
            @Nullable Bytes payload) implements SerfMessage {

        /// Bit of the flags: word that the question was heard.
        static final long ACKNOWLEDGEMENT = 1;

        boolean isAcknowledgement() {
            return (flags & ACKNOWLEDGEMENT) != 0;
        }
    }

    /// Who bears a name that two claim; null: nobody known.
    record Conflict(@Nullable Member member) implements SerfMessage {}

    /// What to do with a key; none when the keys are to be listed.
    record KeyRequest(@Nullable Bytes key) implements SerfMessage {}

    /// What became of it.
    ///
    /// @param message    what went wrong, for people
    /// @param keys       base64, when they were to be listed
    /// @param primaryKey base64
    record KeyResponse(
            boolean result, String message, @Nullable List<String> keys, String primaryKey) implements SerfMessage {}

    /// A message to be handed on, so that an answer takes two ways.
    ///
    /// @param message with its type byte
    record Relay(Endpoint to, String toName, Bytes message) implements SerfMessage {}
}
