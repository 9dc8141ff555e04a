package io.praetor.agent.event;

import org.jspecify.annotations.Nullable;

/// How events reach every agent of the datacenter, this one included.
public interface EventBroadcast {
    /// Takes what arrives.
    @FunctionalInterface
    interface Receiver {
        /// @param payload a [io.praetor.model.event.UserEventPayload], or anything a stranger sends
        /// @param lTime   the sender's Lamport time
        void received(byte[] payload, long lTime);
    }

    /// Names whoever takes events from now on.
    void deliverTo(Receiver receiver);

    /// Tells an event to everybody.
    ///
    /// @param datacenter null or empty: this one
    /// @param token      of whoever wants it told; empty: anonymous
    /// @throws io.praetor.server.RequestFailure when it is too long, the datacenter is not known, or the token may not
    void send(@Nullable String datacenter, String name, byte[] payload, String token);
}
