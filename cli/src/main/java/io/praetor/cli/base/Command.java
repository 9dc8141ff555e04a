package io.praetor.cli.base;

import io.praetor.model.flags.Flag;
import io.praetor.model.flags.FlagException;
import io.praetor.model.flags.FlagSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One command. An object serves one invocation: its constructor defines the flags, [#run] parses them and calls
/// [#execute].
public abstract class Command {
    private final FlagSet flags = new FlagSet();
    private @Nullable ApiFlags api;

    /// How the command is called, such as `consul kv get [options] [KEY_OR_PREFIX]`.
    protected abstract String usage();

    /// What the command does, with examples: paragraphs, which are wrapped, and indented lines, which are kept.
    protected abstract String description();

    /// Does the work once the flags are parsed.
    ///
    /// @param arguments what follows the flags
    /// @return the exit code
    protected abstract int execute(List<String> arguments, Context context);

    /// The command's own flags.
    protected final FlagSet flags() {
        return flags;
    }

    /// Declares that the command calls the HTTP API. To be called once, in the constructor.
    protected final ApiFlags api(ApiFlags.Scope... scopes) {
        ApiFlags added = new ApiFlags(flags, scopes);
        api = added;
        return added;
    }

    /// Whether everything behind the first positional argument belongs to somebody else, so that a `-h` there asks
    /// nothing of this command.
    protected boolean passesArgumentsOn() {
        return false;
    }

    /// Runs the command.
    ///
    /// @return the exit code
    public final int run(List<String> arguments, Context context) {
        List<String> positional;
        try {
            positional = flags.parse(arguments);
        } catch (FlagException e) {
            if (e.isHelp()) {
                context.out().print(help());
                return 0;
            }
            context.err().line(String.valueOf(e.getMessage()));
            context.err().print(help());
            return Context.FAILURE;
        }
        if (!passesArgumentsOn() && asksForHelp(positional)) {
            context.out().print(help());
            return 0;
        }
        return execute(positional, context);
    }

    private static boolean asksForHelp(List<String> arguments) {
        for (String argument : arguments) {
            switch (argument) {
                case "-h", "-help", "--help" -> {
                    return true;
                }
                case "--" -> {
                    return false;
                }
                default -> {}
            }
        }
        return false;
    }

    /// Prints an error and the help text.
    ///
    /// @return the exit code of a failure
    protected final int failWithHelp(Context context, String message) {
        context.err().line(message);
        context.err().line("");
        context.err().print(help());
        return Context.FAILURE;
    }

    /// The whole help text.
    public final String help() {
        StringBuilder out = new StringBuilder(4096);
        out.append("Usage: ").append(usage()).append("\n\n");
        HelpText.reflow(out, description().strip(), "  ");
        if (api != null) {
            appendFlags(out, "HTTP API Options", "  ", api::has);
        }
        appendFlags(out, "Command Options", "  ", flag -> !isOfApi(flag) && !flag.isNewer());
        // further to the right: a list of the original's flags has none of these
        appendFlags(out, "Command Options newer than Consul 1.9", "    ", Flag::isNewer);
        return out.toString();
    }

    private boolean isOfApi(Flag<?> flag) {
        return api != null && api.has(flag);
    }

    private void appendFlags(StringBuilder out, String title, String indent, Predicate<Flag<?>> shown) {
        boolean titled = false;
        for (Flag<?> flag : flags.flags()) {
            if (!shown.test(flag)) {
                continue;
            }
            if (!titled) {
                out.append('\n').append(title).append('\n');
                titled = true;
            }
            out.append('\n')
                    .append(indent)
                    .append('-')
                    .append(flag.name())
                    .append(flag.isBoolean() ? "" : "=<value>")
                    .append('\n');
            HelpText.wrap(out, flag.usage(), indent + "   ");
        }
    }
}
