package io.praetor.model.operator;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryMeta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What every gossip pool that was asked answered about keys.
public record KeyringResponses(@Nullable List<KeyringResponse> responses, QueryMeta meta) {

    /// How it travels.
    public static final StructCodec<KeyringResponses> CODEC = StructCodec.<KeyringResponses>of("KeyringResponses")
            .field("Responses", Codecs.list(KeyringResponse.CODEC), KeyringResponses::responses)
            .embed(QueryMeta.CODEC, KeyringResponses::meta)
            .build(v -> new KeyringResponses(v.next(), v.embedded(QueryMeta.CODEC)));
}
