package io.praetor.cli;

import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the command a command line means and runs it (spec/cli.md section 1).
final class CommandLine {
    /// The exit code when there is no such command.
    static final int UNKNOWN_COMMAND = 127;

    private static final String MISPLACED_FLAGS = """
            Invalid flags before the subcommand. If these flags are for
            the subcommand, please put them after the subcommand.

            """;

    private CommandLine() {}

    /// @param arguments those of the process
    /// @return the exit code
    static int run(List<String> arguments, Context context) {
        int at = 0;
        while (at < arguments.size() && arguments.get(at).startsWith("-")) {
            switch (arguments.get(at)) {
                case "-v", "-version", "--version" -> {
                    return required("version").run(List.of(), context);
                }
                case "-h", "-help", "--help" -> {
                    context.out().print(listing());
                    return 0;
                }
                default -> at++;
            }
        }
        boolean flagsFirst = at > 0;
        String path = "";
        while (at < arguments.size()) {
            String longer = path.isEmpty() ? arguments.get(at) : path + " " + arguments.get(at);
            Command command = CommandTable.create(longer);
            if (command != null && flagsFirst) {
                context.err().print(MISPLACED_FLAGS + command.help());
                return Context.FAILURE;
            }
            if (command != null) {
                return command.run(arguments.subList(at + 1, arguments.size()), context);
            }
            if (!CommandTable.isGroup(longer)) {
                break;
            }
            path = longer;
            at++;
        }
        if (path.isEmpty()) {
            context.err().print(listing());
            return UNKNOWN_COMMAND;
        }
        if (at < arguments.size() && isHelp(arguments.get(at))) {
            context.out().print(groupListing(path));
            return 0;
        }
        context.err().print(groupListing(path));
        return Context.FAILURE;
    }

    private static Command required(String path) {
        @Nullable Command command = CommandTable.create(path);
        if (command == null) {
            throw new IllegalStateException("no command \"" + path + "\"");
        }
        return command;
    }

    private static boolean isHelp(String argument) {
        return argument.equals("-h") || argument.equals("-help") || argument.equals("--help");
    }

    private static String listing() {
        StringBuilder out =
                new StringBuilder("Usage: consul [--version] [--help] <command> [<args>]\n\nAvailable commands are:\n");
        append(out, CommandTable.children(""));
        return out.append('\n').toString();
    }

    private static String groupListing(String group) {
        StringBuilder out = new StringBuilder(CommandTable.groupHelp(group)).append("\nSubcommands:\n\n");
        append(out, CommandTable.children(group));
        return out.toString();
    }

    private static void append(StringBuilder out, List<CommandTable.Row> rows) {
        int width = 0;
        for (CommandTable.Row row : rows) {
            width = Math.max(width, row.name().length());
        }
        for (CommandTable.Row row : rows) {
            out.append("    ")
                    .append(row.name())
                    .repeat(' ', width + 4 - row.name().length())
                    .append(row.synopsis())
                    .append('\n');
        }
    }
}
