package io.praetor.cli;

import io.praetor.cli.base.Context;
import io.praetor.cli.base.Output;
import io.praetor.cli.base.Platform;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.UncheckedIOException;

/// The command line as a process. The launcher sends `consul agent` to the agent's own main class; everything else
/// comes here.
public final class Main {
    private static final int BUFFER_BYTES = 32 * 1024;

    private Main() {}

    /// Runs one command and ends the process with its exit code.
    public static void main(String[] arguments) {
        // not System.out: it encodes by the locale, and a value may be any bytes
        Output out = new Output(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES));
        Output err = new Output(new BufferedOutputStream(new FileOutputStream(FileDescriptor.err), 1024));
        Platform platform = new SystemPlatform();
        Context context = new Context(System.getenv(), new FileInputStream(FileDescriptor.in), out, err, platform);
        String training = System.getProperty(Training.PROPERTY);
        if (training != null) {
            Training.run(training, context);
        }
        int code;
        try {
            code = CommandLine.run(ExactArguments.of(arguments), context);
            out.flush();
            err.flush();
        } catch (UncheckedIOException e) {
            // nobody reads what we write (consul kv get -recurse | head): like the original, which dies of the signal
            code = Context.FAILURE;
        }
        if (code != 0) {
            System.exit(code);
        }
    }
}
