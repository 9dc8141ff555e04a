package io.praetor.model.connect;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// What the built-in authority keeps in the cluster's state: its key and certificates. Never leaves the servers.
///
/// @param id               what it was made from ([#rootCert] and key as configured), hashed
/// @param privateKey       PEM
/// @param rootCert         PEM
/// @param intermediateCert PEM; empty where the root signs
public record CaConsulProviderState(
        String id, String privateKey, String rootCert, String intermediateCert, long createIndex, long modifyIndex) {

    /// How it travels, among servers and in snapshots only.
    public static final StructCodec<CaConsulProviderState> CODEC = StructCodec.<CaConsulProviderState>of(
                    "CAConsulProviderState")
            .field("ID", Codecs.TEXT, CaConsulProviderState::id)
            .field("PrivateKey", Codecs.TEXT, CaConsulProviderState::privateKey)
            .field("RootCert", Codecs.TEXT, CaConsulProviderState::rootCert)
            .field("IntermediateCert", Codecs.TEXT, CaConsulProviderState::intermediateCert)
            .field("CreateIndex", Codecs.UINT64, CaConsulProviderState::createIndex)
            .field("ModifyIndex", Codecs.UINT64, CaConsulProviderState::modifyIndex)
            .build(v -> new CaConsulProviderState(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /// The same with these Raft indexes.
    public CaConsulProviderState withIndexes(long create, long modify) {
        return new CaConsulProviderState(id, privateKey, rootCert, intermediateCert, create, modify);
    }

    /// Names it without its key.
    @Override
    public String toString() {
        return "CaConsulProviderState[" + id + "]";
    }
}
