package io.praetor.server.query;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a query answered, and how fresh that is. Equal parked reads are given the same object, so that a body is
/// encoded once.
///
/// @param <T> what the query answers
public final class Answer<T extends @Nullable Object> {
    /// How many different encodings one answer remembers; slots count from 0.
    public static final int SLOTS = 8;

    private final T value;
    private final long index;
    private final boolean knownLeader;
    private final Duration lastContact;
    private final Consistency consistency;
    private final boolean filtered;
    private byte @Nullable [] @Nullable [] bodies;

    /// @param index 0 becomes 1: an index that a client may wait upon is never 0
    public Answer(T value, long index, boolean knownLeader, Duration lastContact, Consistency consistency) {
        this(value, index, knownLeader, lastContact, consistency, false);
    }

    /// @param filtered whether something was left out that whoever asks may not see
    public Answer(
            T value, long index, boolean knownLeader, Duration lastContact, Consistency consistency, boolean filtered) {
        this.value = value;
        this.index = index == 0 ? 1 : index;
        this.knownLeader = knownLeader;
        this.lastContact = lastContact;
        this.consistency = consistency;
        this.filtered = filtered;
    }

    /// The value.
    public T value() {
        return value;
    }

    /// `X-Consul-Index`, at least 1.
    public long index() {
        return index;
    }

    /// `X-Consul-KnownLeader`.
    public boolean knownLeader() {
        return knownLeader;
    }

    /// `X-Consul-LastContact`: time since the answering server heard of its leader; zero on the leader.
    public Duration lastContact() {
        return lastContact;
    }

    /// `X-Consul-Effective-Consistency`.
    public String consistencyLevel() {
        return consistency.level();
    }

    /// `X-Consul-Results-Filtered-By-ACLs`: something was left out that whoever asks may not see.
    public boolean filtered() {
        return filtered;
    }

    /// The value encoded, once for all who share this answer. The array must not be changed.
    ///
    /// @param slot which encoding, below [#SLOTS]; one slot always goes with the same encoder
    public synchronized byte[] encoded(int slot, Function<? super T, byte[]> encoder) {
        byte[] @Nullable [] known = bodies;
        if (known == null) {
            known = new byte[SLOTS][];
            bodies = known;
        }
        byte[] body = known[slot];
        if (body == null) {
            body = encoder.apply(value);
            known[slot] = body;
        }
        return body;
    }
}
