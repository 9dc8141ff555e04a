package io.praetor.model.rpc;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// What an answer says about itself (`rpc.md` §5).
///
/// @param lastContact nanoseconds since the answering server heard from the leader
/// @param filtered    whether something was left out that whoever asks may not see; later versions tell each other
public record QueryMeta(
        long index,
        long lastContact,
        boolean knownLeader,
        String consistencyLevel,
        boolean notModified,
        boolean filtered) {

    /// Of an answer that says nothing about itself.
    public static final QueryMeta NONE = new QueryMeta(0, 0, false, "", false);

    /// How it travels.
    public static final StructCodec<QueryMeta> CODEC = StructCodec.<QueryMeta>of("QueryMeta")
            .field("Index", Codecs.UINT64, QueryMeta::index)
            .field("LastContact", Codecs.DURATION, QueryMeta::lastContact)
            .field("KnownLeader", Codecs.BOOL, QueryMeta::knownLeader)
            .field("ConsistencyLevel", Codecs.TEXT, QueryMeta::consistencyLevel)
            .field("NotModified", Codecs.BOOL, QueryMeta::notModified)
            .field("ResultsFilteredByACLs", Codecs.BOOL, QueryMeta::filtered)
            .packOnly()
            .sparse()
            .build(v -> new QueryMeta(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /// Of an answer of which nothing was left out.
    public QueryMeta(long index, long lastContact, boolean knownLeader, String consistencyLevel, boolean notModified) {
        this(index, lastContact, knownLeader, consistencyLevel, notModified, false);
    }

    /// The same, at this consistency.
    public QueryMeta withConsistencyLevel(String level) {
        return new QueryMeta(index, lastContact, knownLeader, level, notModified, filtered);
    }

    /// The same, of an answer of which something was left out or not.
    public QueryMeta withFiltered(boolean leftOut) {
        return new QueryMeta(index, lastContact, knownLeader, consistencyLevel, notModified, leftOut);
    }
}
