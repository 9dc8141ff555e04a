package io.praetor.server.filter;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/// Regular expressions in RE2's syntax, matched in linear time; a small text cannot ask for a huge automaton.
public final class Regexps {
    /// The most instructions a pattern may unfold to; nested counts multiply.
    private static final long MAX_UNFOLDED = 10_000;

    private Regexps() {}

    /// @throws IllegalArgumentException with the text a filter shows
    static Pattern compile(String regexp) {
        try {
            return parse(regexp);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Failed to compile regular expression \"" + regexp + "\": " + e.getMessage(), e);
        }
    }

    /// A pattern.
    ///
    /// @throws IllegalArgumentException with what is wrong, beginning `error parsing regexp: `
    public static Pattern parse(String regexp) {
        if (unfolded(regexp) > MAX_UNFOLDED) {
            throw new IllegalArgumentException("error parsing regexp: expression too large");
        }
        try {
            return Pattern.compile(regexp);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            // the library's own mistakes on unusual input are still the caller's bad pattern
            throw new IllegalArgumentException("error parsing regexp: invalid or unsupported syntax", e);
        }
    }

    /// An upper bound of the atoms left when every `{n,m}` is written out.
    static long unfolded(String regexp) {
        return new Size(regexp).sequence(0);
    }

    private static final class Size {
        private final String text;
        private int at;

        Size(String text) {
            this.text = text;
        }

        long sequence(int depth) {
            long total = 0;
            long last = 0;
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == ')') {
                    break;
                }
                if (c == '{') {
                    long times = count();
                    if (times >= 0) {
                        total += last * Math.max(0, times - 1);
                        last *= Math.max(1, times);
                        if (total > MAX_UNFOLDED) {
                            return MAX_UNFOLDED + 1;
                        }
                        continue;
                    }
                }
                last = switch (c) {
                    case '(' -> depth > 200 ? MAX_UNFOLDED + 1 : 1 + sequence(depth + 1);
                    case '[' -> characterClass();
                    case '\\' -> escape();
                    case '*', '+', '?' -> last;
                    default -> 1;
                };
                boolean repetition = c == '*' || c == '+' || c == '?';
                total += repetition ? 1 : last;
                if (total > MAX_UNFOLDED) {
                    return MAX_UNFOLDED + 1;
                }
            }
            return total;
        }

        /// The larger number of `n}`, `n,}` or `n,m}`, or -1 when that is not what follows.
        private long count() {
            int p = at;
            long largest = -1;
            while (p < text.length()) {
                long value = 0;
                int digits = p;
                while (p < text.length() && Character.isDigit(text.charAt(p)) && p - digits < 6) {
                    value = value * 10 + Character.digit(text.charAt(p), 10);
                    p++;
                }
                if (p > digits) {
                    largest = Math.max(largest, value);
                } else if (largest < 0) {
                    return -1;
                } else {
                    largest++;
                }
                if (p < text.length() && text.charAt(p) == ',') {
                    p++;
                } else {
                    break;
                }
            }
            if (largest < 0 || p >= text.length() || text.charAt(p) != '}') {
                return -1;
            }
            at = p + 1;
            return largest;
        }

        private long characterClass() {
            if (at < text.length() && text.charAt(at) == '^') {
                at++;
            }
            boolean first = true;
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '\\') {
                    at++;
                } else if (c == ']' && !first) {
                    break;
                }
                first = false;
            }
            return 1;
        }

        private long escape() {
            if (at < text.length() && text.charAt(at) == 'Q') {
                int end = text.indexOf("\\E", at);
                long length = (end < 0 ? text.length() : end) - (long) at;
                at = end < 0 ? text.length() : end + 2;
                return length;
            }
            at++;
            return 1;
        }
    }
}
