package io.praetor.model.operator;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the members of one gossip pool answered about keys.
///
/// @param wan         whether it is the pool of servers of all datacenters
/// @param messages    by node, from those that have something to say
/// @param keys        how many members have each key, by key in base64
/// @param primaryKeys how many members encrypt with each key
/// @param numNodes    members of the pool
/// @param error       empty if all is well
public record KeyringResponse(
        boolean wan,
        String datacenter,
        String segment,
        @Nullable Map<String, String> messages,
        @Nullable Map<String, Integer> keys,
        @Nullable Map<String, Integer> primaryKeys,
        int numNodes,
        String error) {

    /// How it travels.
    public static final StructCodec<KeyringResponse> CODEC = StructCodec.<KeyringResponse>of("KeyringResponse")
            .field("WAN", Codecs.BOOL, KeyringResponse::wan)
            .field("Datacenter", Codecs.TEXT, KeyringResponse::datacenter)
            .field("Segment", Codecs.TEXT, KeyringResponse::segment)
            .field("Messages", Codecs.TEXT_MAP, KeyringResponse::messages)
            .omitEmpty()
            .field("Keys", Codecs.map(Codecs.INT), KeyringResponse::keys)
            .field("PrimaryKeys", Codecs.map(Codecs.INT), KeyringResponse::primaryKeys)
            .field("NumNodes", Codecs.INT, KeyringResponse::numNodes)
            .field("Error", Codecs.TEXT, KeyringResponse::error)
            .omitEmpty()
            .build(v -> new KeyringResponse(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /// What people call the pool: `WAN`, or `dc1 (LAN)`.
    public String pool() {
        String name = wan ? "WAN" : datacenter + " (LAN)";
        return segment.isEmpty() ? name : name + " [segment: " + segment + "]";
    }

    /// Without the keys.
    @Override
    public String toString() {
        return "KeyringResponse[wan=" + wan + ", datacenter=" + datacenter + ", numNodes=" + numNodes + ", error="
                + error + "]";
    }
}
