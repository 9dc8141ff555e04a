package io.praetor.agent.audit;

import java.util.List;

/// Which requests are recorded, by the beginnings of their paths.
///
/// @param include empty: all
/// @param exclude goes before `include`
record PathFilter(List<String> include, List<String> exclude) {
    /// @param path decoded
    boolean covers(String path) {
        return (include.isEmpty() || below(include, path)) && !below(exclude, path);
    }

    /// `/v1/kv` is what is above `/v1/kv/a`, not above `/v1/kvx`.
    private static boolean below(List<String> prefixes, String path) {
        for (String prefix : prefixes) {
            boolean whole = prefix.endsWith("/")
                    || path.length() == prefix.length()
                    || (path.length() > prefix.length() && path.charAt(prefix.length()) == '/');
            if (whole && path.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
