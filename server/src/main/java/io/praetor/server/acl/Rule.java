package io.praetor.server.acl;

import java.util.Locale;

/// One rule of a policy (`acl.md` §1).
///
/// @param resource what it is about; the `intentions` of a service rule are a rule of their own
/// @param match    which names
/// @param name     a name or the beginning of names; empty for resources that have no parts
/// @param level    what it gives
public record Rule(Resource resource, Match match, String name, Level level) {
    /// Which names a rule is about.
    public enum Match {
        EXACT,
        PREFIX
    }

    /// The rule as one would write it.
    public String text() {
        return switch (resource) {
            case ACL, KEYRING, OPERATOR -> resource.text() + " = " + Quoted.of(level.text());
            case INTENTION -> block("service", "intentions");
            default -> block(resource.text(), "policy");
        };
    }

    private String block(String kind, String field) {
        String suffix = match == Match.PREFIX ? "_" + Match.PREFIX.name().toLowerCase(Locale.ROOT) : "";
        return kind + suffix + " " + Quoted.of(name) + " { " + field + " = " + Quoted.of(level.text()) + " }";
    }
}
