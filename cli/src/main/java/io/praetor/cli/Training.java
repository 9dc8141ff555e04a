package io.praetor.cli;

import io.praetor.cli.base.Context;
import io.praetor.cli.base.Output;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/// Runs several commands in one JVM, so that the AOT cache made from it (dist/src/train.sh) holds the classes of all of
/// them: the cache is written by one process, and a command that is not in it takes three times as long.
final class Training {
    /// The property that holds the command lines, separated by semicolons.
    static final String PROPERTY = "praetor.training";

    private Training() {}

    /// Runs them one after the other. What they print, and whether they succeed, does not matter.
    static void run(String commandLines, Context like) {
        Output nowhere = new Output(OutputStream.nullOutputStream());
        Context context =
                new Context(like.environment(), InputStream.nullInputStream(), nowhere, nowhere, like.system());
        for (String commandLine : commandLines.split(";", -1)) {
            CommandLine.run(Arrays.asList(commandLine.strip().split(" ", -1)), context);
        }
    }
}
