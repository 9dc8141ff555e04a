package io.praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.client.FakeAgent;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `lock`, as recorded (transcripts/lock.json).
class LockCommandTest {
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

    @Test
    void runsTheChildHoldingTheLock() {
        CliRun.Result result = run("lock", "-verbose", "/my/lock", "echo", "held", "$CONSUL_LOCK_HELD");

        assertThat(result).isEqualTo(new CliRun.Result(0, """
                Setting up lock at path: my/lock/.lock
                Attempting lock acquisition
                Starting handler
                held true
                Child terminated, releasing lock
                Cleanup succeeded
                """, ""));
        assertThat(agent.bodies().getFirst())
                .isEqualTo("{\"Name\":\"Consul lock for 'echo held $CONSUL_LOCK_HELD' at 'my/lock'\",\"TTL\":\"15s\","
                        + "\"Behavior\":\"release\"}");
        assertThat(agent.keys()).isEmpty();
        assertThat(agent.sessions()).isEmpty();
    }

    @Test
    void aSemaphoreLeavesNothingBehindEither() {
        CliRun.Result result = run("lock", "-verbose", "-n=2", "-name=mine", "my/sema", "true");

        assertThat(result.out()).startsWith("Setting up semaphore (limit 2) at prefix: my/sema\n");
        assertThat(result.code()).isZero();
        assertThat(agent.bodies().getFirst()).contains("\"Name\":\"mine\"");
        assertThat(agent.keys()).isEmpty();
    }

    @Test
    void theChildsFailureCountsOnlyWhenAskedFor() {
        assertThat(run("lock", "my/lock", "exit", "4"))
                .isEqualTo(new CliRun.Result(0, "", "Error running handler: exit status 4\n"));
        assertThat(run("lock", "-child-exit-code", "my/lock", "exit", "4").code())
                .isEqualTo(2);
        assertThat(run("lock", "-child-exit-code", "my/lock", "exit", "0").code())
                .isZero();
    }

    @Test
    void startsTheChildDirectlyWithoutAShell() {
        assertThat(run("lock", "-shell=false", "my/lock", "/bin/echo", "a", "$b")
                        .out())
                .isEqualTo("a $b\n");
        assertThat(run("lock", "-shell=false", "my/lock", "/no/such/binary"))
                .isEqualTo(new CliRun.Result(
                        0, "", "Error starting handler: fork/exec /no/such/binary: no such file or directory\n"));
        assertThat(run("lock", "-shell=false", "my/lock", "no-such-binary-anywhere")
                        .err())
                .isEqualTo(
                        "Error starting handler: exec: \"no-such-binary-anywhere\": executable file not found in $PATH\n");
    }

    @Test
    void passesItsInputOnWhenTold() {
        assertThat(CliRun.against(agent)
                        .stdin("to the child\n")
                        .run("lock", "-pass-stdin", "my/lock", "cat")
                        .out())
                .isEqualTo("to the child\n");
    }

    @Test
    void aFlagOfTheChildIsNotOurs() {
        assertThat(run("lock", "my/lock", "echo", "-h").out()).isEqualTo("-h\n");
    }

    @Test
    void refusesWrongUse() {
        assertThat(run("lock", "p").err()).startsWith("Key prefix and child command must be specified\n\nUsage:");
        assertThat(run("lock", "-n=0", "p", "true").err()).isEqualTo("Lock holder limit must be positive\n");
        assertThat(run("lock", "-monitor-retry=-1", "p", "true").err())
                .isEqualTo("Number for 'monitor-retry' must be >= 0\n");
        assertThat(run("lock", "-timeout=-1s", "p", "true").err()).isEqualTo("Timeout must be positive\n");
        assertThat(run("lock", "-try=soon", "p", "true").err())
                .startsWith("invalid value \"soon\" for flag -try: parse error\n");
    }

    @Test
    void refusesAKeyThatIsNoLock() {
        agent.put("plain/.lock", "not a lock", 0);

        assertThat(run("lock", "plain", "true"))
                .isEqualTo(new CliRun.Result(1, "", "Lock acquisition failed: Existing key does not match lock use\n"));
    }

    @Test
    void aSignalEndsTheWaitForTheLock() throws Exception {
        agent.put("held/.lock", "", 0x2ddccbc058a50c18L);
        agent.answer(
                "PUT /v1/kv/held/.lock?acquire=00000000-0000-0000-0000-000000000012&flags=3304740253564472344",
                200,
                "false");
        CliRun run = CliRun.against(agent);
        FutureTask<CliRun.Result> command = new FutureTask<>(() -> run.run("lock", "held", "echo", "never"));
        Thread.ofPlatform().start(command);
        agent.awaitRequests("PUT /v1/kv/held/.lock", 1);

        run.interrupt("TERM");

        assertThat(command.get())
                .isEqualTo(new CliRun.Result(1, "", "Shutdown triggered or timeout during lock acquisition\n"));
        assertThat(agent.sessions()).isEmpty();
    }

    @Test
    void aSignalEndsTheChildAndReleasesTheLock() throws Exception {
        CliRun run = CliRun.against(agent).withLongChild();
        FutureTask<CliRun.Result> command = new FutureTask<>(() -> run.run("lock", "-shell=false", "p", "sleep", "60"));
        Thread.ofPlatform().start(command);
        awaitChild(run);

        run.interrupt("INT");

        assertThat(command.get().code()).isZero();
        assertThat(agent.keys()).isEmpty();
    }

    @Test
    void theChildEndsWhenTheLockIsLost() throws Exception {
        CliRun run = CliRun.against(agent).withLongChild();
        FutureTask<CliRun.Result> command = new FutureTask<>(
                () -> run.run("lock", "-verbose", "-child-exit-code", "-shell=false", "p", "sleep", "60"));
        Thread.ofPlatform().start(command);
        awaitChild(run);

        agent.invalidate(agent.sessions().getFirst());

        CliRun.Result result = command.get();
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).contains("Lock lost, killing child\n", "Child terminated, releasing lock\n");
        assertThat(result.err()).contains("Error running handler: signal: terminated\n");
    }

    private static void awaitChild(CliRun run) {
        while (run.child() == null) {
            Thread.onSpinWait();
        }
        assertThat(Objects.requireNonNull(run.child()).isAlive()).isTrue();
    }
}
