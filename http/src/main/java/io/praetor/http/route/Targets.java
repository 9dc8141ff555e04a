package io.praetor.http.route;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Request targets as logs show them: without secrets (`http-api.md` §1).
public final class Targets {
    private static final String HIDDEN = "<hidden>";
    private static final Pattern ACL_ID = Pattern.compile("^(/v1/acl/(?:create|update|destroy|info|clone|list)/).+");

    private Targets() {}

    /// The target with tokens replaced, however their names are spelt.
    public static String hideSecrets(String target) {
        int mark = target.indexOf('?');
        int end = mark < 0 ? target.length() : mark;
        StringBuilder shown = new StringBuilder(target.length());
        shown.append(path(target, end));
        int at = end;
        while (at < target.length()) {
            shown.append(target.charAt(at++));
            int next = at;
            while (next < target.length() && target.charAt(next) != '&' && target.charAt(next) != ';') {
                next++;
            }
            int equals = target.indexOf('=', at);
            if (equals >= 0 && equals < next && isToken(target, at, equals)) {
                shown.append(target, at, equals + 1).append(HIDDEN);
            } else {
                shown.append(target, at, next);
            }
            at = next;
        }
        return shown.toString();
    }

    private static boolean isToken(String target, int from, int to) {
        return "token".equals(PercentText.decode(target, from, to, true));
    }

    /// The path; decoded where an id stands in it.
    private static String path(String target, int end) {
        String path = PercentText.decode(target, 0, end, false);
        Matcher id = ACL_ID.matcher(path == null ? "" : Paths.clean(path));
        return id.matches() ? id.group(1) + HIDDEN : target.substring(0, end);
    }
}
