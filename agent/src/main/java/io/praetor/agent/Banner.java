package io.praetor.agent;

import io.praetor.agent.config.AgentConfig;
import io.praetor.model.Version;
import java.util.stream.Collectors;

/// What the console shows before the log (`agent.md` §4).
final class Banner {
    private Banner() {}

    static String of(AgentConfig config, String nodeId) {
        AgentConfig.Ports ports = config.ports();
        AgentConfig.Tls tls = config.tls();
        String client =
                config.network().client().stream().map(Object::toString).collect(Collectors.joining(" ", "[", "]"));
        return """
                ==> Starting Consul agent...
                           Version: 'v%s'
                           Node ID: '%s'
                         Node name: '%s'
                        Datacenter: '%s' (Segment: '%s')
                            Server: %s (Bootstrap: %s)
                       Client Addr: %s (HTTP: %d, HTTPS: %d, gRPC: %d, DNS: %d)
                      Cluster Addr: %s (LAN: %d, WAN: %d)
                           Encrypt: Gossip: %s, TLS-Outgoing: %s, TLS-Incoming: %s, Auto-Encrypt-TLS: %s

                ==> Log data will now stream in as it occurs:

                """.formatted(
                        Version.FULL,
                        nodeId,
                        config.node().name(),
                        config.node().datacenter(),
                        config.server().enabled() ? "<all>" : "",
                        config.server().enabled(),
                        config.server().bootstrap(),
                        client,
                        ports.http(),
                        ports.https(),
                        ports.grpc(),
                        ports.dns(),
                        config.node().taggedAddresses().get("lan"),
                        ports.serfLan(),
                        ports.serfWan(),
                        config.gossip().key() != null,
                        tls.verifyOutgoing(),
                        tls.verifyIncoming(),
                        tls.autoEncryptTls());
    }
}
