package io.praetor.agent.check.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Runs real programs. Nothing here depends on how fast the machine is: a script that must hang hangs for good.
class ScriptProbeTest {
    private final Looking looking = new Looking();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        looking.close();
    }

    private static String script(String line) {
        return "{'ScriptArgs':['/bin/sh','-c','" + line.replace("\\", "\\\\").replace("\"", "\\\"")
                + "'],'Interval':'10s'}";
    }

    @ParameterizedTest
    @CsvSource({"0, passing", "1, warning", "2, critical", "3, critical", "255, critical"})
    void theExitCodeIsTheStatus(int code, String status) throws Exception {
        assertThat(looking.at(script("echo out; echo err >&2; exit " + code)))
                .isEqualTo(new Finding(status, "out\nerr\n", false));
    }

    @Test
    void aSignalIsCritical() throws Exception {
        assertThat(looking.at(script("kill -TERM $$"))).isEqualTo(new Finding("critical", "", false));
    }

    @Test
    void argumentsAreNotAShells() throws Exception {
        assertThat(looking.at("{'ScriptArgs':['echo','$HOME;','a b'],'Interval':'10s'}"))
                .isEqualTo(new Finding("passing", "$HOME; a b\n", false));
    }

    @Test
    void aProgramThatIsNowhereIsCriticalAtOnce() throws Exception {
        assertThat(looking.at("{'ScriptArgs':['praetor-nowhere'],'Interval':'10s'}"))
                .isEqualTo(
                        new Finding("critical", "exec: \"praetor-nowhere\": executable file not found in $PATH", true));
        assertThat(looking.at("{'ScriptArgs':['/praetor/nowhere'],'Interval':'10s'}"))
                .isEqualTo(new Finding("critical", "fork/exec /praetor/nowhere: no such file or directory", true));
    }

    @Test
    void aFileThatIsNoProgramIsCriticalAtOnce() throws Exception {
        Path file = Files.writeString(folder.resolve("data"), "x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThat(looking.at("{'ScriptArgs':['" + file + "'],'Interval':'10s'}"))
                .isEqualTo(new Finding("critical", "fork/exec " + file + ": permission denied", true));
    }

    @Test
    void keepsTheEndOfALongOutput() throws Exception {
        Finding found = looking.begin(script("seq 1 100000"), 100).await();

        assertThat(found.status()).isEqualTo("passing");
        assertThat(found.output())
                .startsWith("Captured 100 of 588895 bytes\n...\n")
                .endsWith("\n99999\n100000\n")
                .hasSize(33 + 100);
    }

    @Test
    void aScriptThatHangsIsKilledWithAllItsChildren() throws Exception {
        Path pids = folder.resolve("pids");
        Looking.Look look = looking.begin(script("echo started; sleep 1000 & sleep 1000 & echo $! $$ > " + pids
                + ".new; mv " + pids + ".new " + pids + "; wait"));
        String[] ids = awaitFile(pids).split(" ", -1);

        look.attempt().expire();

        assertThat(look.await()).isEqualTo(new Finding("critical", "Timed out (30s) running check\n\nstarted\n", true));
        for (String id : ids) {
            awaitDeath(Long.parseLong(id.strip()));
        }
    }

    @Test
    void aChildThatLeftTheGroupIsFoundThroughItsParent() throws Exception {
        Path pid = folder.resolve("pid");
        Looking.Look look = looking.begin(script(
                "setsid sh -c \"echo \\$\\$ > " + pid + ".new; mv " + pid + ".new " + pid + "; sleep 1000\"; true"));
        long child = Long.parseLong(awaitFile(pid).strip());

        look.attempt().expire();

        assertThat(look.await().output()).isEqualTo("Timed out (30s) running check");
        awaitDeath(child);
    }

    @Test
    void aGrandchildThatHoldsTheOutputDelaysTheEndUntilTimeIsOver() throws Exception {
        Path done = folder.resolve("done");
        Looking.Look look =
                looking.begin(script("sleep 1000 & echo $! > " + done + ".new; mv " + done + ".new " + done));
        long child = Long.parseLong(awaitFile(done).strip());

        look.attempt().expire();

        assertThat(look.await()).isEqualTo(new Finding("critical", "Timed out (30s) running check", true));
        awaitDeath(child);
    }

    @Test
    void aDaemonThatEscapedHoldsNothingOfOurs() throws Exception {
        Path pid = folder.resolve("pid");
        // leaves the session, and its parent is gone: nothing leads to it
        Looking.Look look = looking.begin(
                script("(setsid sleep 1000 & echo $! > " + pid + ".new; mv " + pid + ".new " + pid + ") &"));
        long daemon = Long.parseLong(awaitFile(pid).strip());
        try {
            look.attempt().expire();

            assertThat(look.await()).isEqualTo(new Finding("critical", "Timed out (30s) running check", true));
        } finally {
            ProcessHandle.of(daemon).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void aScriptThatFloodsIsKilledAndItsOutputCut() throws Exception {
        Path flooded = folder.resolve("flooded");
        // more than a pipe holds: when the file is there, some of it has been read
        Looking.Look look =
                looking.begin(script("yes praetor | head -c 200000; touch " + flooded + "; yes praetor"), 64);
        awaitFile(flooded);

        look.attempt().expire();

        Finding found = look.await();
        assertThat(found.decisive()).isTrue();
        assertThat(found.output())
                .startsWith("Timed out (30s) running check\n\nCaptured 64 of ")
                .hasSizeLessThan(200);
    }

    @Test
    void aCancelledScriptIsKilledAndTellsNothing() throws Exception {
        Path pid = folder.resolve("pid");
        Looking.Look look =
                looking.begin(script("echo $$ > " + pid + ".new; mv " + pid + ".new " + pid + "; sleep 1000"));
        long script = Long.parseLong(awaitFile(pid).strip());

        look.attempt().cancel();

        awaitDeath(script);
        looking.close();
        assertThat(look.found()).isEmpty();
    }

    @Test
    void closingKillsWhatRunsAndWaits() throws Exception {
        Path pid = folder.resolve("pid");
        Looking.Look look =
                looking.begin(script("echo $$ > " + pid + ".new; mv " + pid + ".new " + pid + "; sleep 1000"));
        long script = Long.parseLong(awaitFile(pid).strip());

        looking.close();

        awaitDeath(script);
        assertThat(look.found()).isEmpty();
    }

    @Test
    void readsNothingFromTheAgentsInput() throws Exception {
        assertThat(looking.at(script("cat; echo end"))).isEqualTo(new Finding("passing", "end\n", false));
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void runsManyAtOnce() throws Exception {
        Looking.Look[] looks = new Looking.Look[60];
        for (int i = 0; i < looks.length; i++) {
            looks[i] = looking.begin(script("echo " + i + "; exit " + i % 3));
        }

        for (int i = 0; i < looks.length; i++) {
            Finding found = looks[i].await();
            assertThat(found.output()).isEqualTo(i + "\n");
            assertThat(found.status()).isEqualTo(new String[] {"passing", "warning", "critical"}[i % 3]);
        }
    }

    @Test
    void systemdIsAskedForServices() throws Exception {
        Finding found = looking.at("{'OSService':'praetor-nowhere','Interval':'10s'}");

        assertThat(found.status()).isEqualTo("critical");
        assertThat(found.output()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "active, 0, passing",
        "reloading, 3, warning",
        "activating, 3, warning",
        "deactivating, 3, warning",
        "inactive, 3, critical",
        "failed, 3, critical",
        "'', 1, critical"
    })
    void theStateOfAServiceIsTheStatus(String state, int code, String status) {
        Tail output = new Tail(100);
        output.add(java.nio.ByteBuffer.wrap((state + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        assertThat(OsServices.judge("web", new ScriptRun.Ended(code, output)).status())
                .isEqualTo(status);
    }

    private static String awaitFile(Path file) throws IOException, InterruptedException {
        while (!Files.exists(file)) {
            Thread.sleep(5);
        }
        return Files.readString(file);
    }

    /// Until the process is gone, or only its entry waits to be collected by whoever is now its parent.
    private static void awaitDeath(long pid) throws IOException, InterruptedException {
        while (true) {
            try {
                String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
                if (stat.substring(stat.lastIndexOf(')')).startsWith(") Z")) {
                    return;
                }
            } catch (IOException e) {
                return;
            }
            Thread.sleep(5);
        }
    }
}
