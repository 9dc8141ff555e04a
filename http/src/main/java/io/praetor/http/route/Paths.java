package io.praetor.http.route;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What may stand in a path and how a sloppy one is cleaned (`http-api.md` §1).
final class Paths {
    private Paths() {}

    /// The decoded path of a request target, which may be in absolute form.
    ///
    /// @param end where the path ends in the target
    /// @return null when it is no path or holds a malformed escape
    static @Nullable String decode(String target, int end) {
        int start = 0;
        if (end == 0 || target.charAt(0) != '/') {
            int scheme = target.indexOf("://");
            if (scheme <= 0 || scheme >= end) {
                return null;
            }
            start = target.indexOf('/', scheme + 3);
            if (start < 0 || start >= end) {
                return "/";
            }
        }
        return PercentText.decode(target, start, end, false);
    }

    /// Whether every character may be printed. A byte that is not UTF-8 may: it shows as U+FFFD.
    static boolean isPrintable(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c < ' ' || c == 0x7F || c >= 0x80) {
                return c >= 0x80 && path.codePoints().allMatch(Paths::isPrintable);
            }
        }
        return true;
    }

    private static boolean isPrintable(int c) {
        if (c < 0x80) {
            return c >= ' ' && c != 0x7F;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }

    /// Whether [#clean] would change nothing; the usual case, told without an allocation.
    static boolean isClean(String path) {
        for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
            int next = at + 1;
            if (next == path.length()) {
                return true;
            }
            char c = path.charAt(next);
            if (c == '/') {
                return false;
            }
            if (c == '.' && isDots(path, next)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDots(String path, int from) {
        int end = path.indexOf('/', from);
        int length = (end < 0 ? path.length() : end) - from;
        return length == 1 || (length == 2 && path.charAt(from + 1) == '.');
    }

    /// The path without empty, `.` and `..` segments; a slash at the end stays.
    static String clean(String path) {
        Deque<String> kept = new ArrayDeque<>();
        int start = 0;
        while (start < path.length()) {
            int end = path.indexOf('/', start);
            end = end < 0 ? path.length() : end;
            String segment = path.substring(start, end);
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.addLast(segment);
            }
            start = end + 1;
        }
        String joined = "/" + String.join("/", kept);
        return path.endsWith("/") && joined.length() > 1 ? joined + "/" : joined;
    }
}
