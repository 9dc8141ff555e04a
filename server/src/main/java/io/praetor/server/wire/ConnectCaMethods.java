package io.praetor.server.wire;

import io.praetor.model.codec.Codecs;
import io.praetor.model.connect.CaConfiguration;
import io.praetor.model.connect.CaRequest;
import io.praetor.model.connect.CaRoots;
import io.praetor.model.connect.CaSignRequest;
import io.praetor.model.connect.IndexedCaRoots;
import io.praetor.model.connect.IssuedCert;
import io.praetor.model.query.QuerySource;
import io.praetor.model.request.DcSpecificRequest;
import io.praetor.model.rpc.QueryMeta;
import io.praetor.server.query.CaConfigurationGet;
import io.praetor.server.query.CaRootsGet;
import io.praetor.server.wire.CallMethod.Kind;
import org.jspecify.annotations.Nullable;

/// `ConnectCA.…` (`rpc.md` §7).
public final class ConnectCaMethods {
    /// The certificates that the mesh trusts.
    public static final ReadMethod<CaRootsGet, CaRoots> ROOTS = ReadMethod.named("ConnectCA.Roots", CaRootsGet.class)
            .request(
                    DcSpecificRequest.CODEC,
                    (_, envelope) ->
                            new DcSpecificRequest(envelope.datacenter(), null, QuerySource.NONE, envelope.options()),
                    (_, _) -> new CaRootsGet())
            .reply(
                    IndexedCaRoots.CODEC,
                    (_, answer) -> new IndexedCaRoots(answer.value(), Envelope.meta(answer)),
                    (_, reply) -> reply.roots(),
                    IndexedCaRoots::meta);

    /// How the authority is configured. The reply is nothing else: it says neither index nor leader.
    public static final ReadMethod<CaConfigurationGet, @Nullable CaConfiguration> CONFIGURATION_GET =
            ReadMethod.<CaConfigurationGet, @Nullable CaConfiguration>named(
                            "ConnectCA.ConfigurationGet", CaConfigurationGet.class)
                    .request(
                            DcSpecificRequest.CODEC,
                            (_, envelope) -> new DcSpecificRequest(
                                    envelope.datacenter(), null, QuerySource.NONE, envelope.options()),
                            (_, _) -> new CaConfigurationGet())
                    .reply(
                            CaConfiguration.CODEC,
                            (_, answer) -> answer.value() == null ? CaConfiguration.CODEC.zero() : answer.value(),
                            (_, config) -> config.provider().isEmpty() ? null : config,
                            config -> new QueryMeta(config.modifyIndex(), 0, true, "", false));

    /// Replaces the configuration.
    public static final CallMethod<CaRequest, @Nullable Object> CONFIGURATION_SET =
            CallMethod.of("ConnectCA.ConfigurationSet", Kind.WRITE, CaRequest.CODEC, Codecs.ANY, CaRequest::datacenter);

    /// Signs a leaf.
    public static final CallMethod<CaSignRequest, IssuedCert> SIGN = CallMethod.of(
            "ConnectCA.Sign", Kind.WRITE, CaSignRequest.CODEC, IssuedCert.CODEC, CaSignRequest::datacenter);

    private ConnectCaMethods() {}
}
