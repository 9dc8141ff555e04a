package io.praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.client.FakeAgent;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `exec`, as recorded (transcripts/agent-commands.json). The nodes are played by the test.
class ExecCommandTest {
    private static final String JOB = "_rexec/00000000-0000-0000-0000-000000000011/";

    private static final Pattern COMPLETED = Pattern.compile("Completed in ([0-9.]+) seconds");

    private FakeAgent agent;

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent();
        agent.answer("PUT /v1/event/fire/_rexec", 200, "{\"ID\":\"e1\"}");
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private static CliRun.Result failed(String err) {
        return new CliRun.Result(1, "", err + "\n");
    }

    /// Runs the command; the node writes its keys, names and values, before the event is even answered.
    private CliRun.Result execute(CliRun command, List<String> arguments, String... written) {
        agent.withoutWaiting().on("PUT /v1/event/fire/_rexec", () -> {
            for (int i = 0; i < written.length; i += 2) {
                agent.put(JOB + "n1/" + written[i], written[i + 1], 0);
            }
        });
        return command.withHurriedClock().run(arguments);
    }

    private static double seconds(CliRun.Result result) {
        Matcher matcher = COMPLETED.matcher(result.out());
        assertThat(matcher.find()).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    @Test
    void showsOutputAndExitCodesUntilAllIsQuiet() {
        CliRun.Result result = execute(
                CliRun.against(agent),
                List.of("exec", "-verbose", "-wait=10s", "echo", "hello"),
                "ack",
                "",
                "out/00000",
                "hello\nyou\n",
                "out/00001",
                "",
                "exit",
                "0");

        assertThat(result.out().lines().filter(line -> !line.startsWith("Completed in ")))
                .containsExactlyInAnyOrder(
                        "Created remote execution session: 00000000-0000-0000-0000-000000000011",
                        "Uploaded remote execution spec",
                        "Fired remote execution event: e1",
                        "==> n1: acknowledged",
                        "    n1: hello",
                        "    n1: you",
                        "    n1:",
                        "==> n1: heartbeat received",
                        "==> n1: finished with exit code 0",
                        "1 / 1 node(s) completed / acknowledged");
        assertThat(seconds(result)).isBetween(10.0, 12.0);
        assertThat(result.code()).isZero();
        assertThat(agent.bodies())
                .contains(
                        "{\"Name\":\"Remote Exec\",\"TTL\":\"15s\",\"Behavior\":\"delete\"}",
                        "{\"Command\":\"echo hello\",\"Script\":null,\"Wait\":10000000000}",
                        "{\"Prefix\":\"_rexec\",\"Session\":\"00000000-0000-0000-0000-000000000011\"}");
        assertThat(agent.sessions()).isEmpty();
        assertThat(agent.keys()).isEmpty();
    }

    @Test
    void tellsByTheExitCodeThatANodeFailed() {
        CliRun.Result result = execute(CliRun.against(agent), List.of("exec", "exit", "3"), "ack", "", "exit", "3");

        assertThat(result)
                .isEqualTo(new CliRun.Result(
                        2, "==> n1: finished with exit code 3\n1 / 1 node(s) completed / acknowledged\n", ""));
    }

    @Test
    void waitsTwiceAsLongForNodesThatAreKnownToWork() {
        CliRun.Result result =
                execute(CliRun.against(agent), List.of("exec", "-verbose", "-wait=10s", "sleep", "1"), "ack", "");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).contains("0 / 1 node(s) completed / acknowledged\n");
        assertThat(seconds(result)).isBetween(20.0, 22.0);
    }

    @Test
    void anInterruptionCleansUp() {
        CliRun command = CliRun.against(agent).withHurriedClock();
        agent.withoutWaiting().on("PUT /v1/event/fire/_rexec", () -> command.interrupt("INT"));

        assertThat(command.run("exec", "sleep", "1").code()).isEqualTo(1);
        assertThat(agent.sessions()).isEmpty();
        assertThat(agent.keys()).isEmpty();
    }

    @Test
    void refusesWhatCannotBeExecuted() {
        CliRun command = CliRun.against(agent);
        assertThat(command.run("exec").err()).startsWith("Must specify a command to execute\n\nUsage:");
        assertThat(CliRun.against(agent).run("exec", "-shell=false", "-"))
                .isEqualTo(failed("Cannot configure -shell=false when reading from stdin"));
        assertThat(CliRun.against(agent).run("exec", "-tag=x", "echo"))
                .isEqualTo(failed("Cannot provide tag filter without service filter."));
        assertThat(CliRun.against(agent).run("exec", "-service=x", "-tag=*(", "echo"))
                .isEqualTo(failed("Failed to compile tag filter regexp: "
                        + "error parsing regexp: missing argument to repetition operator: `*`"));
        assertThat(CliRun.against(agent).run("exec", "-wait", "5", "true").err())
                .startsWith("invalid value \"5\" for flag -wait: parse error\n");
        assertThat(agent.requests()).isEmpty();
    }

    @Test
    void sendsAScriptFromStandardInput() {
        CliRun.Result result = execute(CliRun.against(agent).stdin("#!/bin/sh\n"), List.of("exec", "-wait=1s", "-"));

        assertThat(result).isEqualTo(new CliRun.Result(0, "0 / 0 node(s) completed / acknowledged\n", ""));
        assertThat(agent.bodies()).contains("{\"Command\":\"\",\"Script\":\"IyEvYmluL3NoCg==\",\"Wait\":1000000000}");
    }
}
