package io.praetor.model.operator;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.rpc.ReadRequest;

/// Lists or changes the keys that gossip is encrypted with.
///
/// @param operation   one of [#LIST], [#INSTALL], [#USE], [#REMOVE]
/// @param key         in base64; empty for a list
/// @param forwarded   whether this came from another server, which asks all datacenters
/// @param localOnly   whether only this datacenter is asked; for lists
/// @param relayFactor how many members pass answers on
public record KeyringRequest(
        String operation,
        String key,
        String datacenter,
        boolean forwarded,
        long relayFactor,
        boolean localOnly,
        QueryOptions options)
        implements ReadRequest {

    /// How it travels.
    public static final StructCodec<KeyringRequest> CODEC = StructCodec.<KeyringRequest>of("KeyringRequest")
            .field("Operation", Codecs.TEXT, KeyringRequest::operation)
            .field("Key", Codecs.TEXT, KeyringRequest::key)
            .field("Datacenter", Codecs.TEXT, KeyringRequest::datacenter)
            .field("Forwarded", Codecs.BOOL, KeyringRequest::forwarded)
            .field("RelayFactor", Codecs.UINT64, KeyringRequest::relayFactor)
            .field("LocalOnly", Codecs.BOOL, KeyringRequest::localOnly)
            .embed(QueryOptions.CODEC, KeyringRequest::options)
            .build(v -> new KeyringRequest(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.embedded(QueryOptions.CODEC)));

    /// Which keys members have.
    public static final String LIST = "list";

    /// Gives every member another key.
    public static final String INSTALL = "install";

    /// Makes an installed key the one that encrypts.
    public static final String USE = "use";

    /// Takes a key away.
    public static final String REMOVE = "remove";

    /// Without the key and the token.
    @Override
    public String toString() {
        return "KeyringRequest[operation=" + operation + ", datacenter=" + datacenter + "]";
    }
}
