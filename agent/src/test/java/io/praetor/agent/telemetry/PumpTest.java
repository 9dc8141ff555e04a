package io.praetor.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.telemetry.Label;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Against real sockets that play the receivers.
final class PumpTest {
    private static final int PATIENCE_MILLIS = 30_000;

    private static TelemetrySettings settings(String statsd, String statsite, String dogstatsd) {
        return new TelemetrySettings(
                "consul",
                "my.host",
                statsd,
                statsite,
                dogstatsd,
                List.of("env:test", "bad|tag"),
                Duration.ZERO,
                true,
                PrefixFilter.ALL);
    }

    private static DatagramSocket receiver() throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /// Lines until there are so many; packets are cut into them.
    private static List<String> lines(DatagramSocket socket, int count) throws IOException {
        List<String> lines = new ArrayList<>();
        byte[] buffer = new byte[65_536];
        while (lines.size() < count) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            assertThat(packet.getLength()).isLessThanOrEqualTo(LineSender.MAX_PACKET);
            String text = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
            assertThat(text).endsWith("\n");
            lines.addAll(text.lines().toList());
        }
        return lines;
    }

    private static void count(Figures figures) {
        figures.timer("api.http", new Label("method", "GET"), new Label("path", "v1_kv_"))
                .record(1_500_000);
        figures.counter("rpc.query").add(3);
        figures.gauge("state.nodes", new Label("datacenter", "dc1")).set(4);
    }

    private static void send(Pump pump) {
        pump.timings();
        pump.counts();
        pump.levels();
    }

    @Test
    void tellsStatsdItsLines() throws IOException {
        try (DatagramSocket socket = receiver()) {
            Figures figures = new Figures(settings("127.0.0.1:" + socket.getLocalPort(), "", ""), Instant.EPOCH);
            try (Pump pump = new Pump(figures, Objects.requireNonNull(figures.queue()))) {
                count(figures);
                send(pump);

                assertThat(lines(socket, 3))
                        .containsExactly(
                                "consul.api.http.GET.v1_kv_:1.500000|ms",
                                "consul.rpc.query:3.000000|c",
                                "consul.my.host.state.nodes.dc1:4.000000|g");
            }
        }
    }

    @Test
    void tellsDogstatsdLabelsAndHostAsTags() throws IOException {
        try (DatagramSocket socket = receiver()) {
            Figures figures = new Figures(settings("", "", "127.0.0.1:" + socket.getLocalPort()), Instant.EPOCH);
            try (Pump pump = new Pump(figures, Objects.requireNonNull(figures.queue()))) {
                count(figures);
                send(pump);

                assertThat(lines(socket, 3))
                        .containsExactly(
                                "consul.api.http:1.500000|ms|#env:test,bad_tag,method:GET,path:v1_kv_",
                                "consul.rpc.query:3|c|#env:test,bad_tag",
                                "consul.state.nodes:4.000000|g|#host:my.host,env:test,bad_tag,datacenter:dc1");
            }
        }
    }

    @Test
    void tellsStatsiteOverTcpAndComesBackWhenItIsAwayForAWhile() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(PATIENCE_MILLIS);
            Figures figures = new Figures(settings("", "127.0.0.1:" + server.getLocalPort(), ""), Instant.EPOCH);
            try (Pump pump = new Pump(figures, Objects.requireNonNull(figures.queue()))) {
                figures.counter("rpc.query").add(3);
                pump.counts();
                try (Socket first = server.accept();
                        BufferedReader lines = new BufferedReader(
                                new InputStreamReader(first.getInputStream(), StandardCharsets.UTF_8))) {
                    assertThat(lines.readLine()).isEqualTo("consul.rpc.query:3.000000|c");
                }

                server.setSoTimeout(20);
                assertThat(secondConnection(server, figures, pump)).startsWith("consul.rpc.query:");
            }
        }
    }

    /// The sender notices that the first connection is gone only by writing into it.
    private static String secondConnection(ServerSocket server, Figures figures, Pump pump) throws IOException {
        while (true) {
            figures.counter("rpc.query").add(1);
            pump.counts();
            try (Socket second = server.accept();
                    BufferedReader lines = new BufferedReader(
                            new InputStreamReader(second.getInputStream(), StandardCharsets.UTF_8))) {
                return lines.readLine();
            } catch (java.net.SocketTimeoutException e) {
                assertThat(e).isNotNull();
            }
        }
    }

    @Test
    void tellsWhatWasAddedSinceTheLastTime() throws IOException {
        try (DatagramSocket socket = receiver()) {
            Figures figures = new Figures(settings("127.0.0.1:" + socket.getLocalPort(), "", ""), Instant.EPOCH);
            try (Pump pump = new Pump(figures, Objects.requireNonNull(figures.queue()))) {
                figures.counter("rpc.query").add(3);
                pump.counts();
                figures.tick(Instant.EPOCH.plus(Figures.INTERVAL));
                pump.counts();
                figures.counter("rpc.query").add(2);
                pump.counts();

                assertThat(lines(socket, 2))
                        .containsExactly("consul.rpc.query:3.000000|c", "consul.rpc.query:2.000000|c");
            }
        }
    }

    @Test
    void letsNoNameOfAServiceBecomeALineOfItsOwn() {
        Series series = new Series(
                "consul.catalog.service.query",
                "catalog.service.query",
                List.of(new Label("service", "a|c\nb:1|c#x,y z")));
        TelemetrySettings settings = settings("x", "", "");

        assertThat(StatsLine.PLAIN.count(settings, series, 1))
                .isEqualTo("consul.catalog.service.query.a_c_b_1_c_x,y_z:1.000000|c\n");
        assertThat(StatsLine.TAGGED.count(settings, series, 1))
                .isEqualTo("consul.catalog.service.query:1|c|#env:test,bad_tag,service:a_c_b:1_c_x_y z\n");
    }

    @Test
    void survivesAReceiverThatIsNotThere() {
        Figures figures = new Figures(settings("not an address", "127.0.0.1:1", "nowhere.invalid:1"), Instant.EPOCH);
        try (Pump pump = new Pump(figures, Objects.requireNonNull(figures.queue()))) {
            for (int i = 0; i < 3 * PushQueue.CAPACITY; i++) {
                count(figures);
            }
            send(pump);

            assertThat(Objects.requireNonNull(figures.queue()).dropped()).isEqualTo(2 * PushQueue.CAPACITY);
        }
    }
}
