package io.praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.client.FakeAgent;
import java.io.IOException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `watch`, as recorded (transcripts/watch.json).
class WatchCommandTest {
    private FakeAgent agent;

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent();
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private CliRun.Result run(String... arguments) {
        return CliRun.against(agent).run(arguments);
    }

    private static CliRun.Result failed(String err) {
        return new CliRun.Result(1, "", err + "\n");
    }

    @Test
    void printsTheStateOnceWithoutAChild() {
        agent.put("foo", "bar", 0);

        assertThat(run("watch", "-type=key", "-key=foo").out()).isEqualTo("""
                {
                    "Key": "foo",
                    "CreateIndex": 11,
                    "ModifyIndex": 11,
                    "LockIndex": 0,
                    "Flags": 0,
                    "Value": "YmFy",
                    "Session": ""
                }
                """);
        assertThat(run("watch", "-type=key", "-key=absent")).isEqualTo(new CliRun.Result(0, "null\n", ""));
    }

    @Test
    void runsAChildForEveryChangeUntilInterrupted() throws Exception {
        agent.put("foo", "one", 0);
        CliRun command = CliRun.against(agent);
        FutureTask<CliRun.Result> result = new FutureTask<>(() -> command.run(
                "watch",
                "-type=key",
                "-key=foo",
                "read line; echo $CONSUL_INDEX:${#line}; echo \"$line\" | grep -o dHdv" + "; true"));
        Thread.ofVirtual().start(result);

        agent.awaitRequests("GET /v1/kv/foo?index=11", 1);
        agent.put("foo", "two", 0);
        agent.awaitRequests("GET /v1/kv/foo?index=12", 1);
        command.interrupt("INT");

        assertThat(result.get().code()).isZero();
        assertThat(result.get().out()).matches("11:\\d+\n12:\\d+\ndHdv\n");
        assertThat(result.get().err()).isEmpty();
    }

    @Test
    void aChildThatFailsEndsTheWatch() {
        assertThat(run("watch", "-type=key", "-key=foo", "exit", "7"))
                .isEqualTo(failed("Error executing handler: exit status 7"));
        assertThat(run("watch", "-type=key", "-key=foo", "-shell=false", "/no/such/binary"))
                .isEqualTo(failed("Error executing handler: fork/exec /no/such/binary: no such file or directory"));
    }

    @Test
    void aSignalEndsTheChildToo() throws Exception {
        CliRun command = CliRun.against(agent);
        FutureTask<CliRun.Result> result =
                new FutureTask<>(() -> command.run("watch", "-type=key", "-key=foo", "-shell=false", "sleep", "600"));
        Thread.ofVirtual().start(result);
        command.awaitChild();

        command.interrupt("TERM");

        assertThat(result.get()).isEqualTo(new CliRun.Result(0, "", ""));
        assertThat(command.child())
                .satisfies(child -> assertThat(child.isAlive()).isFalse());
    }

    @Test
    void refusesWhatCannotBeWatched() {
        assertThat(run("watch").err()).startsWith("Watch type must be specified\n\nUsage:");
        assertThat(run("watch", "-type=bogus")).isEqualTo(failed("Unsupported watch type: bogus"));
        assertThat(run("watch", "-type=key")).isEqualTo(failed("Must specify a single key to watch"));
        assertThat(run("watch", "-type=checks", "-state=x", "-service=y"))
                .isEqualTo(failed("Cannot specify service and state"));
        assertThat(run("watch", "-type=connect_leaf"))
                .isEqualTo(failed("Type connect_leaf is not supported in the CLI tool"));
        assertThat(run("watch", "-type=service", "-service=web", "-passingonly=maybe"))
                .isEqualTo(failed(
                        "Failed to parse passingonly flag: strconv.ParseBool: parsing \"maybe\": invalid syntax"));
        assertThat(run("watch", "-type=nodes", "-key=x")).isEqualTo(failed("Invalid parameters: [key]"));
    }

    @Test
    void saysThatTheAgentCannotBeReached() {
        assertThat(run("watch", "-type=key", "-key=foo", "-http-addr=127.0.0.1:1")
                        .err())
                .startsWith("Error querying Consul agent: Get \"http://127.0.0.1:1/v1/agent/self\": dial tcp");
    }
}
