package io.praetor.cli.operator;

import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.JsonText;
import io.praetor.cli.base.NumberFlags;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.flags.Flag;
import io.praetor.model.operator.PeersFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// `operator raft recover`: tells a stopped server with whom it goes on after most of the others were lost for good.
public final class RaftRecover extends Command {
    private final Flag<String> directory =
            flags().text("data-dir", "", "The data directory of the stopped server on this machine.");
    private final Flag<Map<String, String>> servers = NumberFlags.pairs(
            flags(),
            "server",
            "A server that remains, as ID=ADDRESS: its node-id, and IP and server port; repeatable.");

    @Override
    protected String usage() {
        return "consul operator raft recover -data-dir=DIR [-server=ID=ADDRESS ...]";
    }

    @Override
    protected String description() {
        return """
                Prepares the recovery of a cluster that has lost most of its servers for good, so
                that those that remain can elect nobody. Nothing is changed at once: a file,
                raft/peers.json, is written into the data directory of a stopped server. When the
                server starts, it reads the file, takes the servers named there for all there are,
                and removes it. What the lost servers alone knew is lost.

                Stop all servers that remain, run this with the same servers on each of their
                machines, then start them. Without -server, it only says what it would do.

                Look first:

                    $ consul operator raft recover -data-dir=/opt/consul

                Go on with one server of three:

                    $ consul operator raft recover -data-dir=/opt/consul \\
                        -server=8f246b77-f3e1-ff88-5b48-8ec93abf3e05=10.0.0.5:8300
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (directory.get().isEmpty()) {
            return failWithHelp(context, "Error recovering: -data-dir is required");
        }
        Path raft = Path.of(directory.get()).resolve("raft");
        Path file = raft.resolve(PeersFile.NAME);
        if (!Files.isRegularFile(raft.resolve(PeersFile.INFO_NAME))) {
            return context.fail("Error recovering: \"" + raft + "\" is not the Raft folder of a server that has run");
        }
        if (servers.get().isEmpty()) {
            context.out()
                    .line("Name the servers that remain with -server=ID=ADDRESS. They would be written to " + file
                            + ", and the server that starts with it would take them for all servers there are.");
            return 0;
        }
        String json = new TreeMap<>(servers.get())
                .entrySet().stream()
                        .map(server -> "  {\"id\": " + JsonText.quote(server.getKey()) + ", \"address\": "
                                + JsonText.quote(server.getValue()) + ", \"non_voter\": false}")
                        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
        try {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            var _ = PeersFile.parse(bytes);
            Files.write(file, bytes);
        } catch (DecodeException | IOException e) {
            return context.fail("Error recovering: " + e.getMessage());
        }
        context.out().line("Wrote " + file + ". Write the same on the other servers that remain, then start them.");
        return 0;
    }
}
