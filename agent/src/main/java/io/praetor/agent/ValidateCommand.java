package io.praetor.agent;

import io.praetor.agent.config.ConfigException;
import io.praetor.agent.config.ConfigLoader;
import io.praetor.agent.config.LoadedConfig;
import io.praetor.agent.config.Machine;
import io.praetor.agent.config.Sources;
import io.praetor.model.flags.Flag;
import io.praetor.model.flags.FlagException;
import io.praetor.model.flags.FlagSet;
import java.io.PrintStream;
import java.util.List;

/// `consul validate`: says whether an agent could start with the given files.
final class ValidateCommand {
    private static final String HELP = """
            Usage: consul validate [options] FILE_OR_DIRECTORY...

              Checks configuration files, and the files of configuration folders, all together as an agent would
              load them. The exit code is 0 if an agent could start with them.

            Command Options

              -config-format=<string>
                 Read every file as "hcl" or "json" instead of by its extension.

              -quiet
                 Say nothing when the configuration is valid.
            """;

    private final Machine machine;
    private final PrintStream out;
    private final PrintStream err;

    ValidateCommand(Machine machine, PrintStream out, PrintStream err) {
        this.machine = machine;
        this.out = out;
        this.err = err;
    }

    int run(List<String> arguments) {
        FlagSet flags = new FlagSet();
        Flag<String> format = flags.text("config-format", "", "hcl or json");
        Flag<Boolean> quiet = flags.bool("quiet", false, "say nothing when the configuration is valid");
        List<String> paths;
        try {
            paths = flags.parse(arguments);
        } catch (FlagException e) {
            if (e.isHelp()) {
                out.print(HELP);
                return 0;
            }
            err.println(e.getMessage());
            err.print(HELP);
            return 1;
        }
        if (paths.isEmpty()) {
            err.println("Must specify at least one config file or directory");
            return 1;
        }
        if (!List.of("", "hcl", "json").contains(format.get())) {
            // the quote that is missing is missing in the original too
            err.println("-config-format must be either 'hcl' or 'json");
            return 1;
        }
        try {
            LoadedConfig loaded = new ConfigLoader(machine).load(Sources.ofFiles(paths, format.get()));
            loaded.warnings().forEach(err::println);
        } catch (ConfigException e) {
            err.println("Config validation failed: " + e.getMessage());
            return 1;
        }
        if (!quiet.get()) {
            out.println("Configuration is valid!");
        }
        return 0;
    }
}
