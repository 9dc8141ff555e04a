package io.praetor.agent;

import io.praetor.agent.config.Machine;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The process of `consul validate`.
public final class Main {
    private Main() {}

    /// Runs a command and ends the process with its exit code.
    ///
    /// @param args the command and its arguments
    public static void main(String[] args) {
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        String command = args.length == 0 ? "" : args[0];
        List<String> arguments = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
        int code;
        if (command.equals("validate")) {
            code = new ValidateCommand(Machine.LOCAL, out, err).run(arguments);
        } else {
            err.println("expected the command \"validate\", got \"" + command + "\"");
            code = 1;
        }
        out.flush();
        err.flush();
        System.exit(code);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), 8192), true, StandardCharsets.UTF_8);
    }
}
