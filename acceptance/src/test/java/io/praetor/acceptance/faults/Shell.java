package io.praetor.acceptance.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Runs the system's tools.
final class Shell {

    private Shell() {}

    /// Runs a command to its end.
    ///
    /// @return what it printed
    /// @throws IOException when it fails, with what it said
    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException("%s ended with %d: %s".formatted(Arrays.toString(command), code, said.strip()));
        }
        return said;
    }

    /// Runs a command whose failure is no matter: what it should undo may be undone already.
    static void attempt(String... command) throws InterruptedException {
        try {
            run(command);
        } catch (IOException undone) {
            // nothing to undo
        }
    }
}
