package io.praetor.model.connect;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an agent gets that has its certificate signed (`AutoEncrypt.Sign`).
///
/// @param connectCaRoots       which its and the servers' certificates are checked against
/// @param manualCaRoots        PEM; those that the server was configured with
/// @param gossipKey            base64; empty where gossip is open
/// @param verifyServerHostname whether the server wants its name checked
public record SignedResponse(
        IssuedCert issuedCert,
        IndexedCaRoots connectCaRoots,
        @Nullable List<String> manualCaRoots,
        String gossipKey,
        boolean verifyServerHostname) {

    /// How it travels.
    public static final StructCodec<SignedResponse> CODEC = StructCodec.<SignedResponse>of("SignedResponse")
            .field("IssuedCert", IssuedCert.CODEC, SignedResponse::issuedCert)
            .field("ConnectCARoots", IndexedCaRoots.CODEC, SignedResponse::connectCaRoots)
            .field("ManualCARoots", Codecs.TEXTS, SignedResponse::manualCaRoots)
            .field("GossipKey", Codecs.TEXT, SignedResponse::gossipKey)
            .field("VerifyServerHostname", Codecs.BOOL, SignedResponse::verifyServerHostname)
            .build(v -> new SignedResponse(v.next(), v.next(), v.next(), v.next(), v.next()));

    /// Copies the list.
    public SignedResponse {
        manualCaRoots = manualCaRoots == null ? null : List.copyOf(manualCaRoots);
    }

    /// Says nothing of the key.
    @Override
    public String toString() {
        return "SignedResponse[" + issuedCert + "]";
    }
}
