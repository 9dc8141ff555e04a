package io.praetor.cli.agent;

import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.JsonText;
import io.praetor.model.Version;
import io.praetor.model.flags.Flag;
import java.util.List;

/// `version`: the level the program works at, and the build.
public final class VersionCommand extends Command {
    private static final int PROTOCOL_DEFAULT = 2;
    private static final int PROTOCOL_MIN = 2;
    private static final int PROTOCOL_MAX = 3;

    private final Flag<String> format = flags().text("format", "pretty", "How to print it: pretty or json.");

    @Override
    protected String usage() {
        return "consul version [options]";
    }

    @Override
    protected String description() {
        return """
                Shows the version of the program and the gossip protocols it speaks.

                For people:

                    $ consul version

                For scripts:

                    $ consul version -format=json
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        switch (format.get()) {
            case "pretty" -> context.out().print(pretty());
            case "json" -> context.out().print(json());
            default -> {
                return context.fail("Unknown format: " + format.get());
            }
        }
        return 0;
    }

    private static String pretty() {
        return "Consul v" + Version.FULL + "\nRevision " + Version.revision() + "\nProtocol " + PROTOCOL_DEFAULT
                + " spoken by default, understands " + PROTOCOL_MIN + " to " + PROTOCOL_MAX
                + " (agent will automatically use protocol >" + PROTOCOL_DEFAULT
                + " when speaking to compatible agents)\n\n";
    }

    private static String json() {
        return "{\n   \"Version\": " + JsonText.quote(Version.NUMBER) + ",\n   \"Revision\": "
                + JsonText.quote(Version.revision()) + ",\n   \"Prerelease\": " + JsonText.quote(Version.PRERELEASE)
                + ",\n   \"RPC\": {\n      \"Default\": " + PROTOCOL_DEFAULT + ",\n      \"Min\": " + PROTOCOL_MIN
                + ",\n      \"Max\": " + PROTOCOL_MAX + "\n   }\n}\n";
    }
}
