package io.praetor.gossip.serf;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.Matcher;

/// Regular expressions that other members send, in RE2's syntax: matched in linear time, and a short text cannot ask
/// for
/// a huge automaton.
final class Regexp {

    /// The most atoms an expression may unfold to when every `{n,m}` is written out.
    private static final long MOST_ATOMS = 10_000;

    private static final java.util.regex.Pattern COUNT = java.util.regex.Pattern.compile("\\{(\\d+)(?:,(\\d*))?\\}");

    private Regexp() {}

    /// @throws IllegalArgumentException with a line for people, for an expression that is none or too large
    static Pattern compile(String text) {
        if (isTooLarge(text)) {
            throw invalid(text, "expression too large");
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException | IndexOutOfBoundsException | NumberFormatException e) {
            // the latter two are the library's own mistakes on unusual input
            throw invalid(text, String.valueOf(e.getMessage()));
        }
    }

    private static IllegalArgumentException invalid(String text, String why) {
        return new IllegalArgumentException("invalid regular expression \"" + text + "\": " + why);
    }

    /// As if all repetitions were nested, which is the worst they can be.
    private static boolean isTooLarge(String text) {
        long atoms = Math.max(1, text.length());
        Matcher counts = COUNT.matcher(text);
        while (atoms <= MOST_ATOMS && counts.find()) {
            String most = counts.group(2) == null || counts.group(2).isEmpty() ? counts.group(1) : counts.group(2);
            atoms *= most.length() > 5 ? MOST_ATOMS + 1 : Math.max(1, Long.parseLong(most));
        }
        return atoms > MOST_ATOMS;
    }
}
