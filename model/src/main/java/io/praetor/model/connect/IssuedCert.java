package io.praetor.model.connect;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.time.Instant;

/// A leaf certificate: who somebody is in the mesh.
///
/// @param serialNumber  colon-hex
/// @param certPem       the chain: the leaf, then what stands between it and the root
/// @param privateKeyPem known only to the agent that asked; empty in what servers say
/// @param service       of a service's: its name; else empty, as is its URI
/// @param agent         of an agent's: its node's name; else empty, as is its URI
public record IssuedCert(
        String serialNumber,
        String certPem,
        String privateKeyPem,
        String service,
        String serviceUri,
        String agent,
        String agentUri,
        Instant validAfter,
        Instant validBefore,
        long createIndex,
        long modifyIndex) {

    /// How it travels.
    public static final StructCodec<IssuedCert> CODEC = StructCodec.<IssuedCert>of("IssuedCert")
            .field("SerialNumber", Codecs.TEXT, IssuedCert::serialNumber)
            .field("CertPEM", Codecs.TEXT, IssuedCert::certPem)
            .field("PrivateKeyPEM", Codecs.TEXT, IssuedCert::privateKeyPem)
            .omitEmpty()
            .field("Service", Codecs.TEXT, IssuedCert::service)
            .omitEmpty()
            .field("ServiceURI", Codecs.TEXT, IssuedCert::serviceUri)
            .omitEmpty()
            .field("Agent", Codecs.TEXT, IssuedCert::agent)
            .omitEmpty()
            .field("AgentURI", Codecs.TEXT, IssuedCert::agentUri)
            .omitEmpty()
            .field("ValidAfter", Codecs.TIME, IssuedCert::validAfter)
            .field("ValidBefore", Codecs.TIME, IssuedCert::validBefore)
            .field("CreateIndex", Codecs.UINT64, IssuedCert::createIndex)
            .field("ModifyIndex", Codecs.UINT64, IssuedCert::modifyIndex)
            .build(v -> new IssuedCert(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next()));

    /// The same with the key that it is for.
    public IssuedCert withPrivateKey(String pem) {
        return new IssuedCert(
                serialNumber,
                certPem,
                pem,
                service,
                serviceUri,
                agent,
                agentUri,
                validAfter,
                validBefore,
                createIndex,
                modifyIndex);
    }

    /// Names it without its key.
    @Override
    public String toString() {
        return "IssuedCert[" + serialNumber + ", " + serviceUri + agentUri + "]";
    }
}
