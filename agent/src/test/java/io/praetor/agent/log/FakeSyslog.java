package io.praetor.agent.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A system's log that prints each datagram as a line: a few lines of Python, for Java has no such socket.
final class FakeSyslog implements AutoCloseable {
    private static final String PROGRAM = """
            import os, socket, sys
            path = sys.argv[1]
            if os.path.exists(path):
                os.unlink(path)
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind(path)
            print("ready", flush=True)
            while True:
                print(repr(s.recv(65536))[2:-1], flush=True)
            """;

    private final Process process;
    private final BufferedReader lines;

    FakeSyslog(Path socket) throws IOException {
        process = new ProcessBuilder("python3", "-c", PROGRAM, socket.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        lines = process.inputReader(StandardCharsets.UTF_8);
        if (!"ready".equals(lines.readLine())) {
            throw new IOException("the fake syslog did not start");
        }
    }

    /// The next datagram.
    String next() throws IOException {
        return lines.readLine();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
