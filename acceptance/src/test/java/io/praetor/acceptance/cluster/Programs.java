package io.praetor.acceptance.cluster;

import io.praetor.acceptance.program.Child;
import io.praetor.acceptance.program.Consul;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Programs of others that ask our agents, run in a folder.
record Programs(Path folder) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    /// What a program says on both streams; it has no input.
    String run(String... words) throws IOException, InterruptedException {
        try (Child child = Child.start(List.of(words), Consul.environment(null), folder, folder.resolve("run"), "")) {
            child.finish(PATIENCE);
            return child.output();
        }
    }

    /// What `openssl s_client` says of a handshake with a port of this host.
    String sClient(int port, String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(
                List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port, "-servername", "localhost"));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    /// The certificate in what [#sClient] said, or in a file.
    static String certificate(String text) {
        int from = text.indexOf(BEGIN);
        int to = text.indexOf(END, from);
        return from < 0 || to < 0 ? text : text.substring(from, to + END.length());
    }

    static String certificate(Path file) throws IOException {
        return certificate(Files.readString(file));
    }
}
