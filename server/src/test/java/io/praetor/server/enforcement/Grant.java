package io.praetor.server.enforcement;

import io.praetor.server.acl.Access;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.Resource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/// One right, written `node:read n1`.
record Grant(Resource resource, String name, Access access) {
    static Grant of(String text) {
        String[] words = text.strip().split(" ", 2);
        String[] kind = words[0].split(":", 2);
        Access access = Arrays.stream(Access.values())
                .filter(candidate -> candidate.text().equals(kind[1]))
                .findFirst()
                .orElseThrow();
        return new Grant(Resource.valueOf(kind[0].toUpperCase(Locale.ROOT)), words.length == 1 ? "" : words[1], access);
    }

    /// Somebody who may do this and nothing else.
    static Authorizer only(Set<Grant> grants) {
        return new Holder((resource, name, access) -> grants.stream()
                .anyMatch(grant -> grant.isAbout(resource, name) && access.compareTo(grant.access) <= 0));
    }

    /// Somebody who may do everything but this.
    static Authorizer allBut(Set<Grant> grants) {
        return new Holder((resource, name, access) -> grants.stream()
                .noneMatch(grant -> grant.isAbout(resource, name) && access.compareTo(grant.access) >= 0));
    }

    private boolean isAbout(Resource other, String otherName) {
        return resource == other && name.equals(otherName);
    }

    @FunctionalInterface
    private interface Rule {
        boolean allows(Resource resource, String name, Access access);
    }

    private record Holder(Rule rule) implements Authorizer {
        @Override
        public boolean allows(Resource resource, String name, Access access) {
            return rule.allows(resource, name, access);
        }

        @Override
        public boolean allowsAll(Resource resource, Access access) {
            return false;
        }

        @Override
        public String accessor() {
            return GuardedServer.ASKER;
        }
    }
}
