package io.praetor.agent.telemetry;

import java.util.List;

/// Which figures are kept, by the beginning of their names (`telemetry.prefix_filter`). The longest rule wins, blocking
/// wins over allowing the same.
///
/// @param byDefault whether names without a rule are kept
public record PrefixFilter(List<String> allowed, List<String> blocked, boolean byDefault) {
    /// Keeps everything.
    public static final PrefixFilter ALL = new PrefixFilter(List.of(), List.of(), true);

    /// Copies the lists.
    public PrefixFilter {
        allowed = List.copyOf(allowed);
        blocked = List.copyOf(blocked);
    }

    /// Whether a figure of this whole name is kept.
    public boolean allows(String name) {
        int allow = longest(allowed, name);
        int block = longest(blocked, name);
        return allow == block ? allow < 0 && byDefault : allow > block;
    }

    /// The length of the longest prefix of the name; -1 when there is none.
    private static int longest(List<String> prefixes, String name) {
        int longest = -1;
        for (String prefix : prefixes) {
            if (prefix.length() > longest && name.startsWith(prefix)) {
                longest = prefix.length();
            }
        }
        return longest;
    }
}
