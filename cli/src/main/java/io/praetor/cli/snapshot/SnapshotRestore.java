package io.praetor.cli.snapshot;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.InputFiles;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// `snapshot restore`: replaces the state of the servers by that of an archive.
public final class SnapshotRestore extends Command {
    private final ApiFlags api = api(ApiFlags.Scope.SERVER);

    @Override
    protected String usage() {
        return "consul snapshot restore [options] FILE";
    }

    @Override
    protected String description() {
        return """
                Replaces the whole state of the servers by that of a snapshot file. Everything
                written since it was saved is lost. Meant for disasters, and for a cluster of
                servers that are new.

                Go back to a backup:

                    $ consul snapshot restore backup.snap

                In another datacenter:

                    $ consul snapshot restore -datacenter=dc2 backup.snap
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (arguments.isEmpty()) {
            return context.fail("Missing FILE argument");
        }
        if (arguments.size() > 1) {
            return context.fail("Too many arguments (expected 1, got " + arguments.size() + ")");
        }
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        String name = arguments.getFirst();
        try (client) {
            Path file = Path.of(name);
            long length = Files.size(file);
            try (InputStream archive = Files.newInputStream(file)) {
                client.snapshots().restore(archive, length);
            }
            context.out().line("Restored snapshot");
            return 0;
        } catch (ConsulException e) {
            return context.fail("Error restoring snapshot: " + e.getMessage());
        } catch (IOException e) {
            return context.fail("Error opening snapshot file: "
                    + InputFiles.explain("open", name, e).getMessage());
        } catch (InvalidPathException e) {
            return context.fail("Error opening snapshot file: open " + name + ": invalid argument");
        }
    }
}
