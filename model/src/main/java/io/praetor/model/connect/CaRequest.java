package io.praetor.model.connect;

import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Changes the authority: the body of a command of the log, and of a change of its configuration.
///
/// @param op            one of the constants here
/// @param index         of what it replaces: it counts only if that has not changed since
/// @param roots         of `set-roots` and `set-roots-config`
/// @param config        of `set-config` and `set-roots-config`
/// @param providerState of `set-provider-state` and `delete-provider-state`
public record CaRequest(
        String op,
        String datacenter,
        long index,
        @Nullable List<CaRoot> roots,
        @Nullable CaConfiguration config,
        @Nullable CaConsulProviderState providerState,
        String token) {

    public static final String SET_ROOTS = "set-roots";
    public static final String SET_CONFIG = "set-config";
    public static final String SET_PROVIDER_STATE = "set-provider-state";
    public static final String DELETE_PROVIDER_STATE = "delete-provider-state";
    public static final String SET_ROOTS_AND_CONFIG = "set-roots-config";
    public static final String INCREMENT_SERIAL = "increment-provider-serial";

    private static final Codec<@Nullable List<CaRoot>> ROOTS = Codecs.list(CaRoot.CODEC);
    private static final Codec<@Nullable CaConfiguration> CONFIG = Codecs.pointer(CaConfiguration.CODEC);
    private static final Codec<@Nullable CaConsulProviderState> PROVIDER_STATE =
            Codecs.pointer(CaConsulProviderState.CODEC);

    /// How it travels.
    public static final StructCodec<CaRequest> CODEC = StructCodec.<CaRequest>of("CARequest")
            .field("Op", Codecs.TEXT, CaRequest::op)
            .field("Datacenter", Codecs.TEXT, CaRequest::datacenter)
            .field("Index", Codecs.UINT64, CaRequest::index)
            .field("Roots", ROOTS, CaRequest::roots)
            .field("Config", CONFIG, CaRequest::config)
            .field("ProviderState", PROVIDER_STATE, CaRequest::providerState)
            .field("Token", Codecs.TEXT, CaRequest::token)
            .build(v -> new CaRequest(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /// Copies the list.
    public CaRequest {
        roots = roots == null ? null : List.copyOf(roots);
    }

    /// Asks a server for another configuration.
    public static CaRequest configure(String datacenter, CaConfiguration config, String token) {
        return new CaRequest(SET_CONFIG, datacenter, 0, null, config, null, token);
    }

    /// Names the operation: the rest holds keys.
    @Override
    public String toString() {
        return "CaRequest[" + op + ", " + datacenter + "]";
    }
}
