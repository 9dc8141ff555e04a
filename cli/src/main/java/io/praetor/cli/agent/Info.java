package io.praetor.cli.agent;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `info`: the agent's statistics, by section.
public final class Info extends Command {
    private final ApiFlags api = api();

    @Override
    protected String usage() {
        return "consul info [options]";
    }

    @Override
    protected String description() {
        return """
                Shows numbers and states of the agent for people who look for the cause of a
                problem. What there is depends on the kind of agent.

                Of the agent on this machine:

                    $ consul info

                The state of Raft on a server:

                    $ consul info -http-addr=10.0.0.5:8500 | grep -A 20 ^raft:
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        Map<String, @Nullable Object> self;
        try (client) {
            self = client.agent().self();
        } catch (ConsulException e) {
            return context.fail("Error querying agent: " + e.getMessage());
        }
        if (!(self.get("Stats") instanceof Map<?, ?> sections)) {
            return context.fail("Agent response did not contain 'Stats' key");
        }
        StringBuilder out = new StringBuilder();
        for (Map.Entry<?, ?> section : new TreeMap<>(sections).entrySet()) {
            out.append(section.getKey()).append(":\n");
            if (section.getValue() instanceof Map<?, ?> values) {
                for (Map.Entry<?, ?> value : new TreeMap<>(values).entrySet()) {
                    out.append('\t')
                            .append(value.getKey())
                            .append(" = ")
                            .append(value.getValue())
                            .append('\n');
                }
            }
        }
        context.out().print(out.toString());
        return 0;
    }
}
