package io.praetor.gossip.serf;

import io.praetor.model.Bytes;
import java.util.List;

/// What the pool tells whoever listens.
public sealed interface SerfEvent {

    /// Something happened to members.
    record Members(Kind kind, List<Member> members) implements SerfEvent {}

    /// What happened to members.
    enum Kind {
        JOIN,
        LEAVE,
        FAILED,
        UPDATE,
        REAP
    }

    /// An event that somebody told everybody; each is delivered once.
    ///
    /// @param lTime    the sender's Lamport time
    /// @param coalesce whether only the newest of a name matters
    record User(long lTime, String name, Bytes payload, boolean coalesce) implements SerfEvent {}

    /// A question that somebody asked everybody.
    interface Asked {
        /// Sends the one answer back; a second one, or one that is late, is refused.
        ///
        /// @throws IllegalStateException with a line for people: too long, too late, or answered already
        void respond(byte[] payload);
    }

    /// A question of the application's; the pool's own are not delivered.
    record Query(long lTime, String name, Bytes payload, String from, Asked asked) implements SerfEvent {}
}
