package io.praetor.http.route;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Request targets as logs show them: without secrets (`http-api.md` §1).
public final class Targets {
    private static final Pattern TOKEN = Pattern.compile("([?&;]token=)[^&;]*");
    private static final Pattern ACL_ID = Pattern.compile("^(/v1/acl/(?:create|update|destroy|info|clone|list)/)[^?]+");

    private Targets() {}

    /// The target with tokens replaced.
    public static String hideSecrets(String target) {
        Matcher id = ACL_ID.matcher(target);
        String shown = id.find() ? id.replaceFirst("$1<hidden>") : target;
        return TOKEN.matcher(shown).replaceAll("$1<hidden>");
    }
}
