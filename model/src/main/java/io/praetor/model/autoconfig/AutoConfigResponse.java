package io.praetor.model.autoconfig;

import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.connect.CaRoots;
import io.praetor.model.connect.IssuedCert;
import io.praetor.model.proto.ProtoCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a node gets that is known: its configuration, its certificate, and whom to believe.
///
/// @param config              null: nothing but the certificate
/// @param caRoots             which certificates of the mesh are checked against; null: none
/// @param certificate         the agent's; null: none
/// @param extraCaCertificates PEM; those that the server was configured with
public record AutoConfigResponse(
        @Nullable RemoteConfig config,
        @Nullable CaRoots caRoots,
        @Nullable IssuedCert certificate,
        List<String> extraCaCertificates) {
    /// The message.
    public static final ProtoCodec<AutoConfigResponse> PROTO = ProtoCodec.<AutoConfigResponse>of()
            .message(1, RemoteConfig.PROTO, AutoConfigResponse::config)
            .message(2, ConnectMessages.ROOTS, AutoConfigResponse::caRoots)
            .message(3, ConnectMessages.CERTIFICATE, AutoConfigResponse::certificate)
            .texts(4, AutoConfigResponse::extraCaCertificates)
            .build(v -> new AutoConfigResponse(v.next(), v.next(), v.next(), v.next()));

    /// How it travels.
    public static final Codec<AutoConfigResponse> CODEC = PROTO.packed("AutoConfigResponse");

    /// How it is kept, with the certificate's key.
    public static final StructCodec<AutoConfigResponse> KEPT = StructCodec.<AutoConfigResponse>of("AutoConfigResponse")
            .field("Config", Codecs.pointer(RemoteConfig.KEPT), AutoConfigResponse::config)
            .field("CARoots", Codecs.pointer(CaRoots.CODEC), AutoConfigResponse::caRoots)
            .field("Certificate", Codecs.pointer(IssuedCert.CODEC), AutoConfigResponse::certificate)
            .field("ExtraCACertificates", Codecs.TEXTS, AutoConfigResponse::extraCaCertificates)
            .build(v -> AutoConfigResponse.kept(v.next(), v.next(), v.next(), v.next()));

    /// Copies the list.
    public AutoConfigResponse {
        extraCaCertificates = List.copyOf(extraCaCertificates);
    }

    private static AutoConfigResponse kept(
            @Nullable RemoteConfig config,
            @Nullable CaRoots roots,
            @Nullable IssuedCert certificate,
            @Nullable List<String> extra) {
        return new AutoConfigResponse(config, roots, certificate, extra == null ? List.of() : extra);
    }

    /// The same with another certificate and other roots.
    public AutoConfigResponse with(IssuedCert renewed, CaRoots roots) {
        return new AutoConfigResponse(config, roots, renewed, extraCaCertificates);
    }

    /// Says nothing of the secrets.
    @Override
    public String toString() {
        return "AutoConfigResponse[" + certificate + "]";
    }
}
