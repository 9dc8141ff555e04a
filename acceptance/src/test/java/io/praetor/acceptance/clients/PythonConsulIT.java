package io.praetor.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Child;
import io.praetor.acceptance.program.Consul;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Debian's `python3-consul` drives keys, blocking reads, sessions, health and the catalog.
@Tag("clients")
class PythonConsulIT {
    /// Debian's, where its packages are; another Python may come first on the path.
    private static final String PYTHON = "/usr/bin/python3";

    @TempDir
    private Path folder;

    @Test
    void servesPythonConsul() throws IOException, InterruptedException {
        Path script = folder.resolve("python-consul.py");
        try (InputStream resource = PythonConsulIT.class.getResourceAsStream("/clients/python-consul.py")) {
            assertThat(resource).isNotNull();
            Files.copy(resource, script);
        }
        try (Agent agent = Agent.ready(folder, "python", List.of("-dev", "-log-level=warn"));
                Child python = Child.start(
                        List.of(
                                PYTHON,
                                script.toString(),
                                Integer.toString(agent.http().port())),
                        Consul.environment(null),
                        folder,
                        folder.resolve("script"),
                        null)) {
            int code = python.finish(Duration.ofMinutes(2));

            assertThat(python.output()).endsWith("all well\n");
            assertThat(code).isZero();
        }
    }
}
