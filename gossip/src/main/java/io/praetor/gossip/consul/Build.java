package io.praetor.gossip.consul;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The version in a member's tag `build`, without its pre-release and revision.
public record Build(int major, int minor, int patch) implements Comparable<Build> {

    private static final Pattern THREE_NUMBERS = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})");
    private static final Comparator<Build> ORDER =
            Comparator.comparingInt(Build::major).thenComparingInt(Build::minor).thenComparingInt(Build::patch);

    /// The first three numbers in a text such as `1.9.0dev:6ba776b4`; null when there are none.
    public static @Nullable Build parse(String text) {
        Matcher found = THREE_NUMBERS.matcher(text);
        return found.find()
                ? new Build(
                        Integer.parseInt(found.group(1)),
                        Integer.parseInt(found.group(2)),
                        Integer.parseInt(found.group(3)))
                : null;
    }

    /// Whether this is that version or a later one.
    public boolean isAtLeast(Build other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(Build other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
