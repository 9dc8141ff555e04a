package io.praetor.acceptance.clients;

import static io.praetor.acceptance.clients.NamedAgent.await;
import static io.praetor.acceptance.clients.NamedAgent.dig;
import static io.praetor.acceptance.clients.NamedAgent.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Child;
import io.praetor.acceptance.program.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Debian's `dnsmasq` and `unbound` forward the zone to an agent, and `dig` through them sees what is in the catalog.
@Tag("clients")
class NameForwardersIT {
    @TempDir
    private Path folder;

    private final int port = Ports.free(1).getFirst();

    @Test
    void dnsmasqForwardsTheZone() throws IOException, InterruptedException {
        try (NamedAgent names = NamedAgent.ready(folder);
                Child dnsmasq = start(
                        folder,
                        "dnsmasq",
                        "--no-daemon",
                        "--conf-file=/dev/null",
                        "--no-resolv",
                        "--no-hosts",
                        "--listen-address=127.0.0.1",
                        "--bind-interfaces",
                        "--port=" + port,
                        "--server=/consul/127.0.0.1#" + names.dns())) {
            seesTheCatalogThrough(names, dnsmasq);
        }
    }

    @Test
    void unboundForwardsTheZone() throws IOException, InterruptedException {
        try (NamedAgent names = NamedAgent.ready(folder)) {
            Path configuration = Files.writeString(folder.resolve("unbound.conf"), unbound(names.dns()));
            try (Child unbound = start(folder, "unbound", "-d", "-c", configuration.toString())) {
                seesTheCatalogThrough(names, unbound);
            }
        }
    }

    private String unbound(int dns) {
        return """
            server:
              interface: 127.0.0.1
              port: %d
              do-daemonize: no
              username: ""
              chroot: ""
              directory: "%s"
              pidfile: ""
              use-syslog: no
              do-not-query-localhost: no
              module-config: "iterator"
              domain-insecure: "consul."
              local-zone: "10.in-addr.arpa." nodefault
            remote-control:
              control-enable: no
            stub-zone:
              name: "consul."
              stub-addr: 127.0.0.1@%d
            """.formatted(port, folder, dns);
    }

    private void seesTheCatalogThrough(NamedAgent names, Child forwarder) throws IOException, InterruptedException {
        names.register("a", 8001);
        names.register("b", 8002);
        await(
                forwarder,
                () -> dig(folder, port, "web.service.consul", "SRV"),
                List.of("1 1 8001 a.node.dc1.consul.", "1 1 8002 b.node.dc1.consul.")::equals);
        assertThat(dig(folder, port, "a.node.dc1.consul", "A")).containsExactly("127.0.0.1");
        assertThat(dig(folder, port, "web.service.consul", "A", "+tcp")).containsExactly("127.0.0.1");
        assertThat(dig(folder, port, "nope.service.consul", "A")).isEmpty();

        names.deregister("a");

        await(
                forwarder,
                () -> dig(folder, port, "web.service.consul", "SRV"),
                List.of("1 1 8002 b.node.dc1.consul.")::equals);
        for (int i = 0; i < 40; i++) {
            names.register("many" + i, 9000 + i);
        }
        await(
                forwarder,
                () -> dig(folder, port, "web.service.consul", "SRV", "+tcp").size(),
                count -> count > 10);
    }
}
