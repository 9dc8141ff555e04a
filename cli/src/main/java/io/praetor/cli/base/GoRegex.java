package io.praetor.cli.base;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Regular expressions of the user, with the original's words for the usual mistakes.
public final class GoRegex {
    private GoRegex() {}

    /// @throws IllegalArgumentException such as ``error parsing regexp: missing argument to repetition operator: `*` ``
    public static Pattern compile(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("error parsing regexp: " + reason(e, text), e);
        }
    }

    private static String reason(PatternSyntaxException e, String text) {
        String why = e.getDescription();
        int at = Math.clamp(e.getIndex(), 0, Math.max(text.length() - 1, 0));
        if (why.startsWith("Dangling meta character")) {
            return "missing argument to repetition operator: `" + text.charAt(at) + "`";
        }
        if (why.startsWith("Unclosed group")) {
            return "missing closing ): `" + text + "`";
        }
        if (why.startsWith("Unmatched closing")) {
            return "unexpected ): `" + text + "`";
        }
        if (why.startsWith("Unclosed character class")) {
            return "missing closing ]: `" + text.substring(Math.max(text.lastIndexOf('['), 0)) + "`";
        }
        if (why.startsWith("Illegal repetition range") || why.startsWith("Illegal repetition")) {
            return "invalid repeat count: `" + text.substring(Math.max(text.lastIndexOf('{'), 0)) + "`";
        }
        return why.toLowerCase(java.util.Locale.ROOT) + ": `" + text + "`";
    }
}
