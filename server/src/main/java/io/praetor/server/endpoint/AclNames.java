package io.praetor.server.endpoint;

import io.praetor.server.RequestFailure;
import io.praetor.server.acl.GlobalReadOnly;
import io.praetor.server.state.Uuids;
import java.util.regex.Pattern;

/// What access control's objects may be called (`acl.md` §3).
final class AclNames {
    /// What IDs of built-in objects begin with.
    private static final String RESERVED = "00000000-0000-0000-0000-0000000000";

    private static final Pattern SHORT = Pattern.compile("[A-Za-z0-9\\-_]{1,128}");
    private static final Pattern LONG = Pattern.compile("[A-Za-z0-9\\-_]{1,256}");
    private static final Pattern IDENTITY = Pattern.compile("[a-z0-9]([a-z0-9\\-_]*[a-z0-9])?");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final int MAX_IDENTITY = 256;

    private AclNames() {}

    /// @param what the kind of object as errors name it: `Policy`
    static void requireShort(String name, String what) {
        require(name, SHORT, what);
    }

    /// The same for what may have a longer name.
    static void requireLong(String name, String what) {
        require(name, LONG, what);
    }

    private static void require(String name, Pattern pattern, String what) {
        if (name.isEmpty()) {
            throw RequestFailure.internal("Invalid " + what + ": no Name is set");
        }
        if (!pattern.matcher(name).matches()) {
            throw RequestFailure.internal(
                    "Invalid " + what + ": invalid Name. Only alphanumeric characters, '-' and '_' are allowed");
        }
    }

    /// Whether a role may be called so.
    static boolean isRole(String name) {
        return LONG.matcher(name).matches();
    }

    /// Whether a service or node may be called so in an identity.
    static boolean isIdentity(String name) {
        return name.length() <= MAX_IDENTITY && IDENTITY.matcher(name).matches();
    }

    /// Whether a policy may be called so, be it a built-in one.
    static boolean isPolicy(String name) {
        return SHORT.matcher(name).matches() || GlobalReadOnly.isNamed(name);
    }

    /// @param template that is filled in with the name
    static void requireTemplateName(String template, String name) {
        if (name.isEmpty()) {
            throw RequestFailure.internal(
                    "templated policy \"" + template + "\" is missing the required template variable \"Name\"");
        }
        if (!isIdentity(name)) {
            throw RequestFailure.internal("templated policy \"" + template
                    + "\" has an invalid Name. Only alphanumeric characters, '-' and '_' are allowed");
        }
    }

    static boolean isUuid(String text) {
        return UUID.matcher(text).matches();
    }

    static boolean isReserved(String id) {
        return id.startsWith(RESERVED);
    }

    static RequestFailure reserved() {
        return RequestFailure.internal("Invalid Token: UUIDs with the prefix \"" + RESERVED + "\" are reserved");
    }

    /// @param prefix of what is said when the text cannot be looked up
    /// @param kind   as the original names it: `token`
    static void requireId(String id, String prefix, String kind) {
        String problem = Uuids.problem(id);
        if (problem != null) {
            throw RequestFailure.internal(prefix + "failed acl " + kind + " lookup: index error: " + problem);
        }
    }
}
