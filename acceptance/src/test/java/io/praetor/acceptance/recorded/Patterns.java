package io.praetor.acceptance.recorded;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The patterns of the recordings: only a line feed ends a line.
public final class Patterns {

    private static final Map<String, Pattern> LINES = new ConcurrentHashMap<>();
    private static final Map<String, Pattern> WHOLE = new ConcurrentHashMap<>();

    private Patterns() {}

    /// A pattern whose `^` and `$` match at each line.
    public static Pattern lines(String pattern) {
        return LINES.computeIfAbsent(pattern, text -> Pattern.compile(text, Pattern.MULTILINE | Pattern.UNIX_LINES));
    }

    /// Whether the pattern matches anywhere in the text, `^` and `$` at its ends only.
    public static boolean found(String pattern, String text) {
        return WHOLE.computeIfAbsent(pattern, source -> Pattern.compile(source, Pattern.UNIX_LINES))
                .matcher(text)
                .find();
    }

    /// The first group of the first match, or `otherwise`.
    public static String group(String pattern, String text, String otherwise) {
        Matcher found = lines(pattern).matcher(text);
        return found.find() ? found.group(1) : otherwise;
    }

    /// Replaces every match; `\1` in the replacement stands for a group, everything else for itself.
    public static String replace(String pattern, String text, String replacement) {
        String java = Matcher.quoteReplacement(replacement).replaceAll("\\\\\\\\(\\d)", "\\$$1");
        return lines(pattern).matcher(text).replaceAll(java);
    }
}
