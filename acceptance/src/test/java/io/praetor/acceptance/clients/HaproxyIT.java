package io.praetor.acceptance.clients;

import static io.praetor.acceptance.clients.NamedAgent.await;
import static io.praetor.acceptance.clients.NamedAgent.start;

import io.praetor.acceptance.program.Child;
import io.praetor.acceptance.program.Ports;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Debian's HAProxy fills a `server-template` from SRV records and follows a service as it grows and shrinks.
@Tag("clients")
class HaproxyIT {
    private static final int STATE_FIELDS = 19;
    private static final int STATE = 5;
    private static final int RUNNING = 2;
    private static final int PORT = 18;

    @TempDir
    private Path folder;

    @Test
    void followsAServiceAsItGrowsAndShrinks() throws IOException, InterruptedException {
        try (NamedAgent names = NamedAgent.ready(folder)) {
            Path socket = folder.resolve("haproxy.sock");
            Path configuration = Files.writeString(
                    folder.resolve("haproxy.cfg"),
                    configuration(socket, names.dns(), Ports.free(1).getFirst()));
            names.register("a", 8001);
            try (Child haproxy = start(folder, "haproxy", "-db", "-f", configuration.toString())) {
                await(haproxy, () -> ports(socket), List.of(8001)::equals);

                names.register("b", 8002);
                names.register("c", 8003);
                await(haproxy, () -> ports(socket), List.of(8001, 8002, 8003)::equals);

                names.deregister("a");
                await(haproxy, () -> ports(socket), List.of(8002, 8003)::equals);

                names.deregister("b");
                names.deregister("c");
                await(haproxy, () -> ports(socket), List.of()::equals);
            }
        }
    }

    private static String configuration(Path socket, int dns, int port) {
        return """
            global
              stats socket %s mode 600 level admin
            defaults
              mode http
              timeout connect 1s
              timeout client 5s
              timeout server 5s
            resolvers consul
              nameserver consul 127.0.0.1:%d
              accepted_payload_size 8192
              hold valid 1s
              hold obsolete 0s
              timeout resolve 1s
              timeout retry 1s
            listen web
              bind 127.0.0.1:%d
              server-template web 5 _web._tcp.service.consul resolvers consul resolve-opts allow-dup-ip resolve-prefer ipv4 init-addr none
            """.formatted(socket, dns, port);
    }

    /// The ports of the servers that HAProxy sends requests to, sorted; none as long as it does not say.
    private static List<Integer> ports(Path socket) throws IOException {
        if (!Files.exists(socket)) {
            return List.of();
        }
        StringBuilder text = new StringBuilder();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap("show servers state web\n".getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer in = ByteBuffer.allocate(8192);
            while (channel.read(in.clear()) >= 0) {
                text.append(StandardCharsets.US_ASCII.decode(in.flip()));
            }
        } catch (java.net.ConnectException notYet) {
            return List.of();
        }
        return text.toString()
                .lines()
                .map(line -> Arrays.asList(line.split(" ")))
                .filter(fields ->
                        fields.size() >= STATE_FIELDS && !fields.getFirst().startsWith("#"))
                .filter(fields -> fields.get(STATE).equals(String.valueOf(RUNNING)))
                .map(fields -> Integer.valueOf(fields.get(PORT)))
                .filter(port -> port != 0)
                .sorted()
                .toList();
    }
}
