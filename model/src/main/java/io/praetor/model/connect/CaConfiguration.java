package io.praetor.model.connect;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which authority signs, and how (`connect.md` §3.1).
///
/// @param clusterId                a UUID, made once; never shown and never changed from outside
/// @param provider                 such as `consul`
/// @param config                   what the provider needs to know, as it was written
/// @param state                    what the provider keeps, read-only from outside
/// @param forceWithoutCrossSigning whether a rotation goes on although old leaves cease to hold
public record CaConfiguration(
        String clusterId,
        String provider,
        @Nullable Map<String, @Nullable Object> config,
        @Nullable Map<String, String> state,
        boolean forceWithoutCrossSigning,
        long createIndex,
        long modifyIndex) {

    /// How it travels.
    public static final StructCodec<CaConfiguration> CODEC = StructCodec.<CaConfiguration>of("CAConfiguration")
            .field("ClusterID", Codecs.TEXT, CaConfiguration::clusterId)
            .packOnly()
            .field("Provider", Codecs.TEXT, CaConfiguration::provider)
            .field("Config", Codecs.ANY_MAP, CaConfiguration::config)
            .field("State", Codecs.TEXT_MAP, CaConfiguration::state)
            .field("ForceWithoutCrossSigning", Codecs.BOOL, CaConfiguration::forceWithoutCrossSigning)
            .field("CreateIndex", Codecs.UINT64, CaConfiguration::createIndex)
            .field("ModifyIndex", Codecs.UINT64, CaConfiguration::modifyIndex)
            .build(v -> new CaConfiguration(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /// The same of this cluster.
    public CaConfiguration withClusterId(String id) {
        return new CaConfiguration(id, provider, config, state, forceWithoutCrossSigning, createIndex, modifyIndex);
    }

    /// The same with this for the provider.
    public CaConfiguration withConfig(Map<String, @Nullable Object> newConfig) {
        return new CaConfiguration(
                clusterId, provider, newConfig, state, forceWithoutCrossSigning, createIndex, modifyIndex);
    }

    /// The same for a rotation that goes on although old leaves cease to hold.
    public CaConfiguration forced() {
        return new CaConfiguration(clusterId, provider, config, state, true, createIndex, modifyIndex);
    }

    /// The same with this kept by the provider.
    public CaConfiguration withState(@Nullable Map<String, String> newState) {
        return new CaConfiguration(
                clusterId, provider, config, newState, forceWithoutCrossSigning, createIndex, modifyIndex);
    }

    /// The same with these Raft indexes.
    public CaConfiguration withIndexes(long create, long modify) {
        return new CaConfiguration(clusterId, provider, config, state, forceWithoutCrossSigning, create, modify);
    }

    /// Names the provider and not its configuration, which may hold a private key.
    @Override
    public String toString() {
        return "CaConfiguration[" + provider + "]";
    }
}
