package io.praetor.server.acl.observe;

import io.praetor.server.acl.Access;
import io.praetor.server.acl.Level;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.Rule;
import io.praetor.server.acl.Rule.Match;

/// Turns what a request asks into the least rule that gives it (`acl.md` §1).
final class Needs {
    private static final String EVERY_INTENTION = "*";

    private Needs() {}

    /// The rule for access to one name.
    static Rule of(Resource resource, String name, Access access) {
        if (resource == Resource.INTENTION && name.equals(EVERY_INTENTION)) {
            return ofAll(resource, access);
        }
        Match match = access == Access.LIST || access == Access.WRITE_PREFIX ? Match.PREFIX : Match.EXACT;
        return new Rule(resource, match, isWhole(resource) ? "" : name, level(access));
    }

    /// The rule for access to all names.
    static Rule ofAll(Resource resource, Access access) {
        return new Rule(resource, isWhole(resource) ? Match.EXACT : Match.PREFIX, "", level(access));
    }

    /// Whether a resource has no parts.
    static boolean isWhole(Resource resource) {
        return resource == Resource.ACL || resource == Resource.KEYRING || resource == Resource.OPERATOR;
    }

    private static Level level(Access access) {
        return switch (access) {
            case READ -> Level.READ;
            case LIST -> Level.LIST;
            case WRITE, WRITE_PREFIX -> Level.WRITE;
        };
    }
}
