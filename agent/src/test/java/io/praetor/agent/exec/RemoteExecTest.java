package io.praetor.agent.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Json;
import io.praetor.model.exec.ExecEvent;
import io.praetor.model.exec.ExecJob;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemoteExecTest {
    private static final ExecEvent EVENT = new ExecEvent("_rexec", "s1");

    private final Keys keys = new Keys();
    private final RemoteExec exec = new RemoteExec("node1", keys, () -> 0);

    /// Keys in memory; a stale read does not see the job, as on a server that is behind.
    private static final class Keys implements JobStore {
        private final TreeMap<String, String> written = new TreeMap<>();
        private final List<String> reads = new ArrayList<>();
        private @Nullable Bytes job;
        private int writesLeft = Integer.MAX_VALUE;

        @Override
        public synchronized @Nullable Bytes read(String key, boolean consistent) {
            reads.add(key + " " + consistent);
            return consistent ? job : null;
        }

        @Override
        public synchronized boolean write(String key, Bytes value, String session) throws IOException {
            assertThat(session).isEqualTo("s1");
            if (writesLeft-- <= 0) {
                return false;
            }
            written.put(key, value.utf8());
            notifyAll();
            return true;
        }

        synchronized Map<String, String> awaitKey(String key) throws InterruptedException {
            while (!written.containsKey(key)) {
                wait();
            }
            return new TreeMap<>(written);
        }
    }

    @AfterEach
    void stop() {
        exec.close();
    }

    private Map<String, String> run(ExecJob job) throws InterruptedException {
        keys.job = Bytes.of(Json.compact(ExecJob.CODEC, job));
        exec.accept("e1", Bytes.of(Json.compact(ExecEvent.CODEC, EVENT)));
        return keys.awaitKey("_rexec/s1/node1/exit");
    }

    private static ExecJob shell(String line) {
        return new ExecJob(line, null, null, Duration.ofSeconds(2).toNanos());
    }

    @Test
    void acknowledgesRunsAndTellsOutputAndExitCode() throws InterruptedException {
        assertThat(run(shell("echo out; echo err >&2; exit 3")))
                .containsEntry("_rexec/s1/node1/ack", "")
                .containsEntry("_rexec/s1/node1/out/00000", "out\nerr\n")
                .containsEntry("_rexec/s1/node1/exit", "3")
                .hasSize(3);
    }

    @Test
    void asksTheLeaderForAJobThatItsOwnServerDoesNotKnowYet() throws InterruptedException {
        run(shell("true"));

        assertThat(keys.reads).containsExactly("_rexec/s1/job false", "_rexec/s1/job true");
    }

    @Test
    void startsProgramsDirectlyAndScriptsFromAFile() throws InterruptedException {
        assertThat(run(new ExecJob("", List.of("/bin/echo", "$HOME"), null, 1)))
                .containsEntry("_rexec/s1/node1/out/00000", "$HOME\n");
        keys.written.clear();
        assertThat(run(new ExecJob("", null, Bytes.of("#!/bin/sh\necho $((6*7))\n"), 1)))
                .containsEntry("_rexec/s1/node1/out/00000", "42\n");
    }

    @Test
    void cutsLongOutputIntoPieces() throws InterruptedException {
        Map<String, String> written = run(shell("head -c 10000 /dev/zero | tr '\\0' x"));

        assertThat(written.get("_rexec/s1/node1/out/00000")).hasSize(4096);
        assertThat(written.get("_rexec/s1/node1/out/00001")).hasSize(4096);
        assertThat(written.get("_rexec/s1/node1/out/00002")).hasSize(10000 - 2 * 4096);
    }

    @Test
    void aProgramThatCannotBeStartedExitsWith255() throws InterruptedException {
        assertThat(run(new ExecJob("", List.of("/no/such/program"), null, 1)))
                .containsEntry("_rexec/s1/node1/exit", "255");
    }

    @Test
    void endsAProgramThatFloodsWhenItsSessionIsGone() throws InterruptedException {
        keys.writesLeft = 3;

        keys.job = Bytes.of(Json.compact(ExecJob.CODEC, shell("yes")));
        Execution execution = new Execution(EVENT, "node1", keys, () -> 0);
        execution.run();

        assertThat(keys.written.keySet())
                .containsExactly("_rexec/s1/node1/ack", "_rexec/s1/node1/out/00000", "_rexec/s1/node1/out/00001");
    }

    @Test
    void ignoresEventsThatMakeNoSense() {
        exec.accept("e1", null);
        exec.accept("e1", Bytes.of("{\"Prefix\":"));

        assertThat(keys.reads).isEmpty();
    }
}
