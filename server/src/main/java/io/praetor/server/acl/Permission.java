package io.praetor.server.acl;

import io.praetor.server.RequestFailure;

/// Something one may be allowed to do.
///
/// @param name of the node, service, key, …; empty where the resource has no parts
public record Permission(Resource resource, String name, Access access) {
    /// The permission of these words.
    ///
    /// @throws RequestFailure with the contract's words (`acl.md` §9) for any other
    public static Permission of(String resource, String name, String access) {
        for (Resource known : Resource.values()) {
            if (known.text().equals(resource)) {
                return new Permission(known, name, access(known, access));
            }
        }
        throw RequestFailure.badRequest("Invalid ACL resource requested: " + Quoted.of(resource));
    }

    private static Access access(Resource resource, String word) {
        for (Access access : Access.values()) {
            boolean ofKeys = access == Access.LIST || access == Access.WRITE_PREFIX;
            if (access.text().equals(word) && (!ofKeys || resource == Resource.KEY)) {
                return access;
            }
        }
        throw RequestFailure.badRequest("Invalid access level for " + resource.text() + " resource: " + word);
    }
}
