package io.praetor.model.connect;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A certificate that the mesh trusts, or trusted until a rotation.
///
/// @param id                  the fingerprint of the certificate
/// @param serialNumber        of the certificate
/// @param signingKeyId        colon-hex; the key identifier that the leaves it signs name as their authority's
/// @param externalTrustDomain the cluster's ID, without what makes it a domain
/// @param rootCert            PEM
/// @param intermediateCerts   PEM, in the order a chain is sent in
/// @param signingCert         PEM; of authorities of old clusters
/// @param signingKey          PEM; of authorities of old clusters, never shown
/// @param active              whether leaves are signed under it; exactly one root is
/// @param rotatedOutAt        when it ceased to be active; [#NEVER] for the active one
/// @param privateKeyType      `ec` or `rsa`
public record CaRoot(
        String id,
        String name,
        long serialNumber,
        String signingKeyId,
        String externalTrustDomain,
        Instant notBefore,
        Instant notAfter,
        String rootCert,
        @Nullable List<String> intermediateCerts,
        String signingCert,
        String signingKey,
        boolean active,
        Instant rotatedOutAt,
        String privateKeyType,
        int privateKeyBits,
        long createIndex,
        long modifyIndex) {

    /// The original's zero time.
    public static final Instant NEVER = Codecs.TIME.zero();

    /// How it travels.
    public static final StructCodec<CaRoot> CODEC = StructCodec.<CaRoot>of("CARoot")
            .field("ID", Codecs.TEXT, CaRoot::id)
            .field("Name", Codecs.TEXT, CaRoot::name)
            .field("SerialNumber", Codecs.UINT64, CaRoot::serialNumber)
            .field("SigningKeyID", Codecs.TEXT, CaRoot::signingKeyId)
            .field("ExternalTrustDomain", Codecs.TEXT, CaRoot::externalTrustDomain)
            .field("NotBefore", Codecs.TIME, CaRoot::notBefore)
            .field("NotAfter", Codecs.TIME, CaRoot::notAfter)
            .field("RootCert", Codecs.TEXT, CaRoot::rootCert)
            .field("IntermediateCerts", Codecs.TEXTS, CaRoot::intermediateCerts)
            .field("SigningCert", Codecs.TEXT, CaRoot::signingCert)
            .omitEmpty()
            .field("SigningKey", Codecs.TEXT, CaRoot::signingKey)
            .packOnly()
            .field("Active", Codecs.BOOL, CaRoot::active)
            .field("RotatedOutAt", Codecs.TIME, CaRoot::rotatedOutAt)
            .packOnly()
            .field("PrivateKeyType", Codecs.TEXT, CaRoot::privateKeyType)
            .field("PrivateKeyBits", Codecs.INT, CaRoot::privateKeyBits)
            .field("CreateIndex", Codecs.UINT64, CaRoot::createIndex)
            .field("ModifyIndex", Codecs.UINT64, CaRoot::modifyIndex)
            .build(v -> new CaRoot(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /// Copies the list.
    public CaRoot {
        intermediateCerts = intermediateCerts == null ? null : List.copyOf(intermediateCerts);
    }

    /// The certificates between it and its leaves; empty where there is none.
    public List<String> intermediates() {
        return intermediateCerts == null ? List.of() : intermediateCerts;
    }

    /// The same, active from now on or not.
    ///
    /// @param since when it ceased to be
    public CaRoot withActive(boolean now, Instant since) {
        return new CaRoot(
                id,
                name,
                serialNumber,
                signingKeyId,
                externalTrustDomain,
                notBefore,
                notAfter,
                rootCert,
                intermediateCerts,
                signingCert,
                signingKey,
                now,
                since,
                privateKeyType,
                privateKeyBits,
                createIndex,
                modifyIndex);
    }

    /// The same for those outside the servers: with what is needed to trust it, and no key.
    public CaRoot shown() {
        return new CaRoot(
                id,
                name,
                serialNumber,
                signingKeyId,
                externalTrustDomain,
                notBefore,
                notAfter,
                rootCert,
                intermediateCerts,
                "",
                "",
                active,
                NEVER,
                privateKeyType,
                privateKeyBits,
                createIndex,
                modifyIndex);
    }

    /// The same with these Raft indexes.
    public CaRoot withIndexes(long create, long modify) {
        return new CaRoot(
                id,
                name,
                serialNumber,
                signingKeyId,
                externalTrustDomain,
                notBefore,
                notAfter,
                rootCert,
                intermediateCerts,
                signingCert,
                signingKey,
                active,
                rotatedOutAt,
                privateKeyType,
                privateKeyBits,
                create,
                modify);
    }

    /// Names it without its key.
    @Override
    public String toString() {
        return "CaRoot[" + id + (active ? ", active]" : "]");
    }
}
