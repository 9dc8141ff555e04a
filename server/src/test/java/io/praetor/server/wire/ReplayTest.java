package io.praetor.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.request.ChecksInStateRequest;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.rpc.NetworkLoops;
import io.praetor.rpc.ServerPort;
import io.praetor.rpc.ServerPortSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What agents asked the original's server, asked of ours in the same order: the answers are the same but for what
/// depends on the log and on chance.
class ReplayTest {
    private static final Set<String> OF_THE_LOG =
            Set.of("CreateIndex", "ModifyIndex", "Index", "LastIndex", "LastTerm");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final RpcMethods methods = new RpcMethods();
    private AnsweringServer server;

    @BeforeEach
    void start(@TempDir Path scratch) throws Exception {
        server = new AnsweringServer(scratch);
        // what the server does when it hears of a member
        server.register(
                "{'Datacenter':'dc1','Node':'c1','ID':'22222222-2222-4222-8222-222222222222','Address':'127.0.0.72',"
                        + "'Check':{'Node':'c1','CheckID':'serfHealth','Name':'Serf Health Status','Status':'passing',"
                        + "'Output':'Agent alive and reachable'}}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersAgentsAsTheOriginalDid() throws Exception {
        List<String> differences = new ArrayList<>();

        for (Recorded recorded : Recorded.ofAgents()) {
            if (methods.named(recorded.method()) == null || recorded.method().equals("Internal.EventFire")) {
                continue;
            }
            meanwhile(recorded);
            FakeCall call = server.ask(recorded.method(), impatient(recorded));
            assertThat(call.error()).as(recorded.method()).isEqualTo(recorded.error());
            if (recorded.error().isEmpty()) {
                Object expected = comparable(new PackReader(recorded.reply().array()).any());
                Object got = comparable(call.value());
                if (!String.valueOf(got).equals(String.valueOf(expected))) {
                    differences.add(recorded.method() + "\n  expected " + expected + "\n  got      " + got);
                }
            }
        }

        assertThat(differences).isEmpty();
    }

    /// What the recording does not show: requests to the server's own HTTP API, and the agent's check that ran out.
    private void meanwhile(Recorded next) throws DecodeException {
        Map<?, ?> request = (Map<?, ?>) new PackReader(next.request().array()).any();
        if (request != null && "db".equals(request.get("ServiceName"))) {
            server.register(
                    "{'Datacenter':'dc1','Node':'ext1','Address':'10.9.9.9','NodeMeta':{'k':'v'},"
                            + "'Service':{'ID':'db1','Service':'db','Tags':['x'],'Port':5432},"
                            + "'Check':{'Node':'ext1','CheckID':'db1:up','Name':'db up','ServiceID':'db1','Status':'warning'}}");
        } else if (next.method().equals("Coordinate.Update")) {
            server.register(
                    "{'Datacenter':'dc1','Node':'c1','SkipNodeUpdate':true,'Check':{'Node':'c1','CheckID':'web1-ttl',"
                            + "'Name':'web ttl','ServiceID':'web1','Status':'critical','Output':'TTL expired','Type':'ttl'}}");
        }
    }

    /// The same request, waiting for less than a second.
    private static byte[] impatient(Recorded recorded) throws DecodeException {
        if (!recorded.method().equals("Health.ChecksInState")) {
            return recorded.request().array();
        }
        ChecksInStateRequest request = ChecksInStateRequest.CODEC.unpack(
                new PackReader(recorded.request().array()));
        Asked<?> asked = HealthMethods.CHECKS_IN_STATE.decode(recorded.request().array(), "dc1");
        assertThat(asked.options().longest()).isEqualTo(Duration.ofSeconds(1));
        QueryOptions options = request.options();
        return ChecksInStateRequest.CODEC.pack(new ChecksInStateRequest(
                request.datacenter(),
                request.nodeMetaFilters(),
                request.state(),
                request.source(),
                new QueryOptions(
                        "",
                        options.minQueryIndex(),
                        Duration.ofMillis(20).toNanos(),
                        false,
                        false,
                        false,
                        0,
                        0,
                        false,
                        0,
                        "",
                        false)));
    }

    /// Without what depends on the log, and with a word for what is made by chance.
    private static @Nullable Object comparable(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> result = new TreeMap<>();
                map.forEach((key, item) -> result.put(
                        String.valueOf(key), OF_THE_LOG.contains(String.valueOf(key)) ? "#" : comparable(item)));
                yield result;
            }
            case List<?> list -> {
                List<@Nullable Object> result = new ArrayList<>();
                list.forEach(item -> result.add(comparable(item)));
                yield result;
            }
            case String text
            when UUID.matcher(text).matches() && !text.startsWith("1111") && !text.startsWith("2222") -> "a UUID";
            default -> value;
        };
    }

    @Test
    void answersASmallClientAsTheOriginalDid() throws IOException, DecodeException {
        for (Recorded recorded : Recorded.ofClient()) {
            FakeCall call = server.ask(recorded.method(), recorded.request().array());

            assertThat(call.error()).as(recorded.method()).isEqualTo(recorded.error());
            assertThat(call.closed()).as(recorded.method()).isEqualTo(recorded.closed());
            if (recorded.error().isEmpty() && !recorded.method().equals("Status.Leader")) {
                assertThat(comparable(call.value()))
                        .as(recorded.method())
                        .isEqualTo(comparable(new PackReader(recorded.reply().array()).any()));
            }
        }
    }

    @Test
    void answersOnItsPortToTheLastByte() throws Exception {
        try (NetworkLoops loops = new NetworkLoops(1);
                ServerPort port = ServerPort.open(
                        loops,
                        ServerPortSettings.of(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))),
                        ServerPort.Services.of(server.endpoints()),
                        Telemetry.NONE)) {
            InetSocketAddress address = port.addresses().getFirst();
            Socket socket = plain(address);
            for (Recorded.Exchange exchange : Recorded.exchanges()) {
                socket.getOutputStream().write(exchange.request().array());
                byte[] response =
                        socket.getInputStream().readNBytes(exchange.response().length());

                // indexes of the recording are larger than ours, but as long on the wire
                assertThat(comparable(parts(response)))
                        .as(exchange.method())
                        .isEqualTo(comparable(parts(answered(exchange))));
                if (exchange.closed()) {
                    assertThat(socket.getInputStream().read())
                            .as(exchange.method())
                            .isEqualTo(-1);
                    socket.close();
                    socket = plain(address);
                }
            }
            socket.close();
        }
    }

    private static Socket plain(InetSocketAddress address) throws IOException {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(0);
        return socket;
    }

    /// The response, from a server at our address.
    private static byte[] answered(Recorded.Exchange exchange) {
        String bytes = new String(exchange.response().array(), StandardCharsets.ISO_8859_1);
        return bytes.replace("127.0.0.73:38300", "127.0.0.71:38300").getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Header and body.
    private static List<@Nullable Object> parts(byte[] message) throws DecodeException {
        PackReader in = new PackReader(message);
        List<@Nullable Object> parts = new ArrayList<>();
        while (!in.atEnd()) {
            parts.add(in.any());
        }
        return parts;
    }
}
