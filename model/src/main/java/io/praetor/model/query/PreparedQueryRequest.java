package io.praetor.model.query;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import org.jspecify.annotations.Nullable;

/// Changes a prepared query (command 7).
///
/// @param op `create`, `update` or `delete`
public record PreparedQueryRequest(
        String datacenter, String op, @Nullable PreparedQuery query, String token) {
    /// Makes one.
    public static final String CREATE = "create";

    /// Replaces one.
    public static final String UPDATE = "update";

    /// Ends one; only its ID counts.
    public static final String DELETE = "delete";

    /// How it travels.
    public static final StructCodec<PreparedQueryRequest> CODEC = StructCodec.<PreparedQueryRequest>of(
                    "PreparedQueryRequest")
            .field("Datacenter", Codecs.TEXT, PreparedQueryRequest::datacenter)
            .field("Op", Codecs.TEXT, PreparedQueryRequest::op)
            .field("Query", Codecs.pointer(PreparedQuery.CODEC), PreparedQueryRequest::query)
            .field("Token", Codecs.TEXT, PreparedQueryRequest::token)
            .build(v -> new PreparedQueryRequest(v.next(), v.next(), v.next(), v.next()));
}
