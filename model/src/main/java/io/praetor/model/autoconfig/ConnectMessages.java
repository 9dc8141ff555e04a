package io.praetor.model.autoconfig;

import io.praetor.model.connect.CaRoot;
import io.praetor.model.connect.CaRoots;
import io.praetor.model.connect.IssuedCert;
import io.praetor.model.proto.ProtoCodec;

/// The mesh's records as messages (`rpc.md` §7.2). What only the servers' log knows of them, and keys, stays out.
final class ConnectMessages {
    static final ProtoCodec<IssuedCert> CERTIFICATE = ProtoCodec.<IssuedCert>of()
            .text(1, IssuedCert::serialNumber)
            .text(2, IssuedCert::certPem)
            .text(4, IssuedCert::service)
            .text(5, IssuedCert::serviceUri)
            .text(6, IssuedCert::agent)
            .text(7, IssuedCert::agentUri)
            .time(8, CaRoot.NEVER, IssuedCert::validAfter)
            .time(9, CaRoot.NEVER, IssuedCert::validBefore)
            .build(v -> new IssuedCert(
                    v.next(), v.next(), "", v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), 0, 0));

    private static final ProtoCodec<CaRoot> ROOT = ProtoCodec.<CaRoot>of()
            .text(1, CaRoot::id)
            .text(2, CaRoot::name)
            .number(3, CaRoot::serialNumber)
            .text(4, CaRoot::signingKeyId)
            .text(5, CaRoot::externalTrustDomain)
            .time(6, CaRoot.NEVER, CaRoot::notBefore)
            .time(7, CaRoot.NEVER, CaRoot::notAfter)
            .text(8, CaRoot::rootCert)
            .texts(9, CaRoot::intermediates)
            .bool(12, CaRoot::active)
            .text(14, CaRoot::privateKeyType)
            .integer(15, CaRoot::privateKeyBits)
            .build(v -> new CaRoot(
                    v.next(),
                    v.next(),
                    v.next(),
                    v.next(),
                    v.next(),
                    v.next(),
                    v.next(),
                    v.next(),
                    v.next(),
                    "",
                    "",
                    v.next(),
                    CaRoot.NEVER,
                    v.next(),
                    v.next(),
                    0,
                    0));

    static final ProtoCodec<CaRoots> ROOTS = ProtoCodec.<CaRoots>of()
            .text(1, CaRoots::activeRootId)
            .text(2, CaRoots::trustDomain)
            .messages(3, ROOT, CaRoots::all)
            .build(v -> new CaRoots(v.next(), v.next(), v.next()));

    private ConnectMessages() {}
}
