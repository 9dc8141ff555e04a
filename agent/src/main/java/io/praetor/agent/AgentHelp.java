package io.praetor.agent;

import io.praetor.agent.config.AgentFlags;
import io.praetor.model.flags.Flag;

/// The help text of `consul agent`.
final class AgentHelp {
    private AgentHelp() {}

    static String text() {
        StringBuilder out = new StringBuilder("""
                Usage: consul agent [options]

                  Starts the agent and runs until it is told to stop. The agent is a server of the cluster or a client of
                  its servers; it serves the HTTP and DNS interfaces of this machine.

                Command Options
                """);
        for (Flag<?> flag : AgentFlags.definitions()) {
            out.append("\n  -")
                    .append(flag.name())
                    .append(flag.isBoolean() ? "" : "=<value>")
                    .append("\n     ");
            String usage = flag.usage();
            out.append(Character.toUpperCase(usage.charAt(0)))
                    .append(usage, 1, usage.length())
                    .append(".\n");
        }
        return out.toString();
    }
}
