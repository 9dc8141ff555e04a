package io.praetor.agent;

import static io.praetor.agent.Signals.ProcessSignal.HANGUP;
import static io.praetor.agent.Signals.ProcessSignal.INTERRUPT;
import static io.praetor.agent.Signals.ProcessSignal.TERMINATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.agent.AgentCommand.Starter;
import io.praetor.agent.AgentCommand.Surroundings;
import io.praetor.agent.Signals.ProcessSignal;
import io.praetor.agent.config.Machine;
import io.praetor.agent.reload.Reloadable;
import io.praetor.agent.systemd.ServiceManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgentCommandTest {
    private static final String ID = "11111111-0000-0000-0000-000000000001";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FakeAgent agent = new FakeAgent();
    private Reloadable onReload = _ -> {};

    @TempDir
    Path folder;

    @Test
    void showsTheBannerThenTheLogAndEndsOnASignal() throws Exception {
        int code = run(INTERRUPT, "-dev", "-node=node2", "-node-id=" + ID, "-grpc-port=-1", "-log-level=info");

        assertThat(code).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8).replaceAll("(?m)^    2\\S+ ", "    TIME "))
                .isEqualTo("""
                        ==> Starting Consul agent...
                                   Version: 'v1.9.0'
                                   Node ID: '11111111-0000-0000-0000-000000000001'
                                 Node name: 'node2'
                                Datacenter: 'dc1' (Segment: '<all>')
                                    Server: true (Bootstrap: false)
                               Client Addr: [127.0.0.1] (HTTP: 8500, HTTPS: -1, gRPC: -1, DNS: 8600)
                              Cluster Addr: 127.0.0.1 (LAN: 8301, WAN: 8302)
                                   Encrypt: Gossip: false, TLS-Outgoing: false, TLS-Incoming: false, Auto-Encrypt-TLS: false

                        ==> Log data will now stream in as it occurs:

                        ==> Consul agent running!
                            TIME [INFO]  agent: Caught: signal=interrupt
                            TIME [INFO]  agent: Graceful shutdown disabled. Exiting
                            TIME [INFO]  agent: Exit code: code=1
                        """);
        assertThat(agent.closed).isTrue();
        assertThat(agent.left.getCount()).isEqualTo(1);
    }

    @Test
    void leavesFirstWhereThatIsConfigured() throws Exception {
        int code = run(TERMINATED, "-dev", "-node-id=" + ID, "-hcl=leave_on_terminate = true");

        assertThat(code).isZero();
        assertThat(messages())
                .containsSubsequence(
                        "Caught: signal=terminated",
                        "Gracefully shutting down agent...",
                        "Graceful exit completed",
                        "Exit code: code=0");
        assertThat(agent.left.getCount()).isZero();
    }

    @Test
    void printsNoBannerWithAJsonLog() throws Exception {
        run(INTERRUPT, "-dev", "-log-json", "-node-id=" + ID);

        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("==>").startsWith("{\"@level\":\"info\",");
    }

    @Test
    void writesThePidFileAndRemovesIt() throws Exception {
        Path pid = folder.resolve("pid");
        agent.onStart = () -> assertThat(pid).doesNotExist();

        run(INTERRUPT, "-dev", "-pid-file=" + pid, "-node-id=" + ID);

        assertThat(pid).doesNotExist();
    }

    @Test
    void aHangupTakesOverWhatTheFilesSayNow() throws Exception {
        Path file = Files.writeString(folder.resolve("a.hcl"), "log_level = \"info\"");
        List<String> seen = new ArrayList<>();
        onReload = config -> seen.add(config.dns().domain());
        agent.onStart = () -> write(file, "log_level = \"error\" domain = \"other.\"");

        run(List.of(HANGUP, TERMINATED), "-dev", "-node-id=" + ID, "-config-file=" + file);

        assertThat(seen).containsExactly("other.");
        assertThat(messages()).contains("Caught: signal=hangup").doesNotContain("Caught: signal=terminated");
    }

    @Test
    void aHangupWithABadFileSaysWhyAndChangesNothing() throws Exception {
        Path file = Files.writeString(folder.resolve("a.hcl"), "log_level = \"info\"");
        agent.onStart = () -> write(file, "colour = 1");

        run(List.of(HANGUP, TERMINATED), "-dev", "-node-id=" + ID, "-config-file=" + file);

        assertThat(messages())
                .containsSubsequence(
                        "Caught: signal=hangup",
                        "Reload config failed: error=\"failed to parse " + file
                                + ": 1 error occurred:\\n\t* invalid config key colour\\n\\n\"",
                        "Caught: signal=terminated");
    }

    @Test
    void aHangupWithALevelNobodyKnowsKeepsTheOldOneAndTakesTheRest() throws Exception {
        Path file = Files.writeString(folder.resolve("a.hcl"), "");
        List<String> seen = new ArrayList<>();
        onReload = config -> seen.add(config.dns().domain());
        agent.onStart = () -> write(file, "log_level = \"nonsense\" domain = \"other.\"");

        run(List.of(HANGUP, TERMINATED), "-dev", "-node-id=" + ID, "-config-file=" + file);

        assertThat(seen).containsExactly("other.");
        assertThat(messages())
                .contains(
                        "Invalid log level: nonsense. Valid log levels are: [TRACE DEBUG INFO WARN ERR ERROR]",
                        "Caught: signal=terminated");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anAgentThatCannotStartIsALineOfTheLogAndOneForWhoStartedIt() throws Exception {
        int code = new AgentCommand(surroundings(List.of(INTERRUPT)), (_, _, _, _, _) -> {
                    throw new StartException("the port is taken", null);
                })
                .run(List.of("-dev", "-node-id=" + ID));

        assertThat(code).isEqualTo(1);
        assertThat(messages()).contains("Error starting agent: error=\"the port is taken\"", "Exit code: code=1");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("Error starting agent: the port is taken\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "-bind=127.0.0.1~==> data_dir cannot be empty",
                "-dev extra words~==> Unexpected extra arguments: [extra words]",
                "-dev -node-id=short~==> failed to setup node ID: specified NodeID is invalid: uuid string is wrong length",
                "-dev -log-level=shout~==> Invalid log level: shout. Valid log levels are: [TRACE DEBUG INFO WARN ERR ERROR]",
                "-dev -hcl=verify_incoming=true~==> VerifyIncoming set but no CA certificates were provided",
                "-dev -hcl=verify_outgoing=true~==> VerifyOutgoing set, and no CA certificate provided!",
                "-bind=127.0.0.1 -data-dir=/dev/null/x~==> data_dir \"/dev/null/x\" cannot be made: \"/dev/null\" is not a directory",
            })
    void refusesInOneLine(String arguments, String line) throws Exception {
        int code = run(INTERRUPT, arguments.split(" ", -1));

        assertThat(code).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo(line + "\n");
        assertThat(out.size()).isZero();
    }

    @Test
    void namesAFlagNobodyKnowsAndShowsTheOthers() throws Exception {
        int code = run(INTERRUPT, "-dev", "-bogus");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("flag provided but not defined: -bogus\nUsage: consul agent [options]\n")
                .contains("\n  -advertise=<value>\n     Address other agents reach this one at.\n", "\n  -dev\n");
    }

    @Test
    void aRefusedConfigurationChangesNothingOnDisk() throws Exception {
        Path data = folder.resolve("data");

        run(INTERRUPT, "-bind=127.0.0.1", "-data-dir=" + data, "-log-level=shout");

        assertThat(Files.exists(data)).isFalse();
    }

    private int run(ProcessSignal signal, String... arguments) throws InterruptedException {
        return run(List.of(signal), arguments);
    }

    private int run(List<ProcessSignal> signals, String... arguments) throws InterruptedException {
        Starter starter = (_, _, reloader, _, _) -> {
            reloader.register(onReload);
            agent.onStart.run();
            return agent;
        };
        return new AgentCommand(surroundings(signals), starter).run(List.of(arguments));
    }

    private Surroundings surroundings(List<ProcessSignal> signals) {
        Machine machine = new Machine() {
            @Override
            public String hostName() {
                return "box";
            }

            @Override
            public List<Card> cards() {
                return List.of();
            }
        };
        return new Surroundings(
                machine,
                signals::forEach,
                ServiceManager.NONE,
                RandomGenerator.of("L64X128MixRandom"),
                InstantSource.fixed(Instant.parse("2026-11-21T07:37:01.123Z")),
                () -> 0,
                4711,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    /// Messages of the log without time, level and name.
    private List<String> messages() {
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("] "))
                .map(line -> line.replaceFirst(".*\\] +agent: ", ""))
                .toList();
    }

    private static final class FakeAgent implements RunningAgent {
        private final CountDownLatch left = new CountDownLatch(1);
        private boolean closed;
        private Runnable onStart = () -> {};

        @Override
        public void leave() {
            left.countDown();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
