package io.praetor.http.route;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Request targets as logs show them: without secrets (`http-api.md` §1).
public final class Targets {
    private static final String HIDDEN = "<hidden>";

    /// What a browser brings back to the web interface from a provider that people sign in with (RFC 6749 §4.1.2).
    private static final String CODE = "code";

    private static final Pattern ACL_ID =
            Pattern.compile("^(/v1/acl/(?:create|update|destroy|info|clone|list)/).+", Pattern.CASE_INSENSITIVE);

    private Targets() {}

    /// The target with tokens and codes of sign-ins replaced, however their names are spelt.
    public static String hideSecrets(String target) {
        int mark = target.indexOf('?');
        int end = mark < 0 ? target.length() : mark;
        String path = path(target, end);
        return mark < 0 ? path : path + "?" + replaceSecrets(target.substring(mark + 1), _ -> HIDDEN);
    }

    /// A query string whose tokens and codes of sign-ins are replaced, however their names are spelt.
    ///
    /// @param replacement of such a secret, which it gets decoded
    public static String replaceSecrets(String query, UnaryOperator<String> replacement) {
        StringBuilder shown = new StringBuilder(query.length());
        int at = 0;
        while (at < query.length()) {
            int next = at;
            while (next < query.length() && query.charAt(next) != '&' && query.charAt(next) != ';') {
                next++;
            }
            int equals = query.indexOf('=', at);
            if (equals >= 0 && equals < next && isSecret(query, at, equals)) {
                String secret = PercentText.decode(query, equals + 1, next, true);
                shown.append(query, at, equals + 1)
                        .append(replacement.apply(secret == null ? query.substring(equals + 1, next) : secret));
            } else {
                shown.append(query, at, next);
            }
            if (next < query.length()) {
                shown.append(query.charAt(next++));
            }
            at = next;
        }
        return shown.toString();
    }

    private static boolean isSecret(String query, int from, int to) {
        String name = PercentText.decode(query, from, to, true);
        return "token".equalsIgnoreCase(name) || CODE.equalsIgnoreCase(name);
    }

    /// The path of a target as rules are held against it: decoded and cleaned. As sent when it cannot be.
    public static String path(String target) {
        int mark = target.indexOf('?');
        int end = mark < 0 ? target.length() : mark;
        String path = Paths.decode(target, end);
        return path == null ? target.substring(0, end) : Paths.clean(path);
    }

    /// Where the secret begins in a path that ends in one; -1 when it has none.
    public static int secretAt(String path) {
        Matcher id = ACL_ID.matcher(path);
        return id.matches() ? id.end(1) : -1;
    }

    /// The path; decoded where an id stands in it.
    private static String path(String target, int end) {
        String path = PercentText.decode(target, 0, end, false);
        Matcher id = ACL_ID.matcher(path == null ? "" : Paths.clean(path));
        return id.matches() ? id.group(1) + HIDDEN : target.substring(0, end);
    }
}
