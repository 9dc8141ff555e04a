package io.praetor.acceptance.clients;

import io.praetor.acceptance.program.Child;
import io.praetor.acceptance.program.Consul;
import io.praetor.acceptance.program.Ports;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Debian's `serf agent` with the tags of a client agent (`gossip-serf.md` §11.1), which writes down the events it
/// sees.
///
/// @param rpc    where `serf` commands reach it
/// @param folder where it runs; `events` there has a line for each event: its kind, its name, and its payload in
///     hexadecimal digits
record SerfMember(Child process, int port, int rpc, Path folder) implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HANDLER =
            "#!/bin/sh\necho \"$SERF_EVENT $SERF_USER_EVENT $(od -An -v -tx1 | tr -d ' \\n')\" >> events\n";

    /// Starts it and returns at once.
    static SerfMember start(Path parent, String name, List<String> flags) throws IOException {
        Path folder = Files.createDirectories(parent.resolve(name));
        Path handler = Files.writeString(folder.resolve("handler"), HANDLER);
        Files.setPosixFilePermissions(handler, PosixFilePermissions.fromString("rwx------"));
        List<Integer> ports = Ports.free(2);
        List<String> command = new ArrayList<>(List.of(
                "serf",
                "agent",
                "-node=" + name,
                "-bind=127.0.0.1:" + ports.get(0),
                "-rpc-addr=127.0.0.1:" + ports.get(1),
                "-profile=lan",
                "-event-handler=" + handler));
        command.addAll(flags);
        Child process = NamedAgent.start(folder, command.toArray(String[]::new));
        return new SerfMember(process, ports.get(0), ports.get(1), folder);
    }

    /// The flags for the tags of a client agent of `dc1`.
    static List<String> clientTags(String id) {
        return tags(
                "role=node",
                "dc=dc1",
                "segment=",
                "id=" + id,
                "vsn=2",
                "vsn_min=2",
                "vsn_max=3",
                "build=1.9.0:6ba776b4",
                "acls=0");
    }

    /// The flags for tags.
    static List<String> tags(String... tags) {
        List<String> flags = new ArrayList<>();
        for (String tag : tags) {
            flags.add("-tag");
            flags.add(tag);
        }
        return flags;
    }

    /// What it has written of its events.
    String events() throws IOException {
        Path events = folder.resolve("events");
        return Files.exists(events) ? Files.readString(events) : "";
    }

    /// The payload of the first user event of this name, as hexadecimal digits with the line feed that `serf` adds;
    /// none
    /// when it has not seen one.
    String payload(String event) throws IOException {
        String start = "user " + event + " ";
        return events().lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .map(line -> line.substring(start.length()))
                .orElse("");
    }

    /// Runs a `serf` command at it.
    String serf(String command, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("serf", command, "-rpc-addr=127.0.0.1:" + rpc));
        words.addAll(List.of(arguments));
        return output(words, Consul.environment(null), folder);
    }

    /// Both streams of a command that ends.
    static String output(List<String> command, Map<String, String> environment, Path folder)
            throws IOException, InterruptedException {
        try (Child child = Child.start(command, environment, folder, folder.resolve("command"), null)) {
            child.finish(PATIENCE);
            return child.output();
        }
    }

    /// Text as hexadecimal digits.
    static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        process.close();
    }
}
