package io.praetor.server.acl;

/// Says what a token lacks, in the words of newer versions of the original.
final class Lacking {
    /// The accessor of the token of whoever sends none (`acl.md` §2).
    private static final String ANONYMOUS = "00000000-0000-0000-0000-000000000002";

    private Lacking() {}

    static String text(String accessor, Resource resource, String name, Access access) {
        String who = accessor.isEmpty() || accessor.equals(ANONYMOUS)
                ? "anonymous token"
                : "token with AccessorID '" + accessor + "'";
        String what = switch (resource) {
            case ACL, KEYRING, OPERATOR -> "";
            default -> " on " + Quoted.of(name);
        };
        return who + " lacks permission '" + resource.text() + ":" + access.text() + "'" + what;
    }
}
