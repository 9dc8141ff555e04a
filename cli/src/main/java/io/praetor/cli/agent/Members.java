package io.praetor.cli.agent;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.GoRegex;
import io.praetor.cli.base.Table;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.client.Member;
import io.praetor.model.flags.Flag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// `members`: the members of the gossip pool, as the agent sees them.
public final class Members extends Command {
    private static final int NOTHING_MATCHED = 2;
    private static final String ALL_SEGMENTS = "_all";

    private final ApiFlags api = api();
    private final Flag<Boolean> detailed =
            flags().bool("detailed", false, "Show what the members say about themselves: all their tags.");
    private final Flag<Boolean> wan =
            flags().bool("wan", false, "Show the pool of the servers of all datacenters. Works on servers only.");
    private final Flag<String> status = flags().text(
                    "status",
                    ".*",
                    "Show only members whose status matches this regular expression: alive, leaving, left or failed.");
    private final Flag<String> segment =
            flags().text("segment", ALL_SEGMENTS, "Show only members of this network segment.");

    @Override
    protected String usage() {
        return "consul members [options]";
    }

    @Override
    protected String description() {
        return """
                Lists the members of the agent's gossip pool, with their addresses and what the
                agent knows of their health. The exit code is 2 if no member matches.

                All members, with their tags:

                    $ consul members -detailed

                Members that should be up and are not:

                    $ consul members -status=failed
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        Pattern wanted;
        try {
            wanted = GoRegex.compile(status.get());
        } catch (IllegalArgumentException e) {
            return context.fail("Failed to compile status regexp: " + e.getMessage());
        }
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        List<Member> members = new ArrayList<>();
        try (client) {
            // the WAN pool has no segments: the agent refuses both together
            boolean everySegment = wan.get() && !segment.isSet();
            for (Member member : client.agent().members(wan.get(), everySegment ? "" : segment.get())) {
                if (wanted.matcher(member.statusText()).find()) {
                    members.add(member);
                }
            }
        } catch (ConsulException e) {
            return context.fail("Error retrieving members: " + e.getMessage());
        }
        if (members.isEmpty()) {
            return NOTHING_MATCHED;
        }
        members.sort(Comparator.comparing(Members::segment).thenComparing(Member::name));
        context.out().print(detailed.get() ? detailed(members) : brief(members));
        return 0;
    }

    /// The network segment, with the name that clients of the nameless one are shown under.
    private static String segment(Member member) {
        if (member.tag("role").equals("consul")) {
            return "<all>";
        }
        String segment = member.tag("segment");
        return segment.isEmpty() ? "<default>" : segment;
    }

    private static String brief(List<Member> members) {
        Table table = new Table().row("Node", "Address", "Status", "Type", "Build", "Protocol", "DC", "Segment");
        for (Member member : members) {
            table.row(
                    member.name(),
                    address(member),
                    member.statusText(),
                    type(member),
                    build(member),
                    protocol(member),
                    member.tag("dc"),
                    segment(member));
        }
        return table.text();
    }

    private static String type(Member member) {
        return switch (member.tag("role")) {
            case "consul" -> "server";
            case "node" -> "client";
            default -> "unknown";
        };
    }

    private static String build(Member member) {
        String build = member.tag("build");
        int colon = build.indexOf(':');
        return colon < 0 ? build : build.substring(0, colon);
    }

    private static String protocol(Member member) {
        String version = member.tag("vsn");
        return version.isEmpty() ? Integer.toString(member.protocolNow()) : version;
    }

    private static String address(Member member) {
        String host = member.address();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + member.port();
    }

    private static String detailed(List<Member> members) {
        Table table = new Table().row("Node", "Address", "Status", "Tags");
        for (Member member : members) {
            List<String> tags = new ArrayList<>();
            Map<String, String> all = member.tags();
            if (all != null) {
                for (Map.Entry<String, String> tag : new TreeMap<>(all).entrySet()) {
                    tags.add(tag.getKey() + "=" + tag.getValue());
                }
            }
            table.row(member.name(), address(member), member.statusText(), String.join(",", tags));
        }
        return table.text();
    }
}
