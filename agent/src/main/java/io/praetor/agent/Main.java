package io.praetor.agent;

import io.praetor.agent.config.Machine;
import io.praetor.agent.systemd.Systemd;
import io.praetor.server.assembly.Seams;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/// The process of `consul agent` and `consul validate`. The one place that names the real clock, the real signals and
/// real
/// chance.
public final class Main {
    private Main() {}

    /// Runs a command and ends the process with its exit code.
    ///
    /// @param args the command and its arguments
    public static void main(String[] args) {
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        int code = 1;
        try {
            code = run(args, out, err);
        } catch (InterruptedException e) {
            err.println("==> interrupted");
        } catch (RuntimeException | Error e) {
            // our fault, whatever it is; other threads must not keep a process alive that nobody is in charge of
            err.println("==> " + e);
            e.printStackTrace(err);
        }
        out.flush();
        err.flush();
        System.exit(code);
    }

    private static int run(String[] args, PrintStream out, PrintStream err) throws InterruptedException {
        String command = args.length == 0 ? "" : args[0];
        List<String> arguments = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
        return switch (command) {
            case "agent" -> agent(out, err).run(arguments);
            case "validate" -> new ValidateCommand(Machine.LOCAL, out, err).run(arguments);
            default -> {
                err.println("expected the command \"agent\" or \"validate\", got \"" + command + "\"");
                yield 1;
            }
        };
    }

    private static AgentCommand agent(PrintStream out, PrintStream err) {
        SecureRandom random = new SecureRandom();
        InstantSource clock = Clock.systemUTC();
        Seams seams = new Seams(clock, System::nanoTime, random);
        return new AgentCommand(
                new AgentCommand.Surroundings(
                        Machine.LOCAL,
                        Signals.PROCESS,
                        Systemd.at(System.getenv("NOTIFY_SOCKET"), System::nanoTime),
                        random,
                        clock,
                        System::nanoTime,
                        ProcessHandle.current().pid(),
                        out,
                        err),
                (config, id, reloader, log, events) -> Agent.start(config, id, seams, reloader, log, events));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), 8192), true, StandardCharsets.UTF_8);
    }
}
