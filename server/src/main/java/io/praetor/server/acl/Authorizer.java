package io.praetor.server.acl;

import io.praetor.server.RequestFailure;

/// What one token may do, the default policy included. Immutable; asked on every request, so an implementation
/// allocates nothing to answer.
public interface Authorizer {
    /// May do everything: whoever asks while access control is off.
    Authorizer ALL = new Authorizer() {
        @Override
        public boolean allows(Resource resource, String name, Access access) {
            return true;
        }

        @Override
        public boolean allowsAll(Resource resource, Access access) {
            return true;
        }

        @Override
        public String accessor() {
            return "";
        }
    };

    /// Whether this token may.
    ///
    /// @param name of the node, service, key, …; empty for [Resource#ACL], [Resource#KEYRING] and [Resource#OPERATOR],
    ///             which have no parts
    boolean allows(Resource resource, String name, Access access);

    /// Whether this token may do it with every part of a resource, those included that do not exist yet.
    boolean allowsAll(Resource resource, Access access);

    /// The accessor ID of the token, to name it in logs and errors; empty when nobody in particular asks.
    String accessor();

    /// What the token is to people, for records of what was asked with it.
    default TokenInfo token() {
        return TokenInfo.of(accessor());
    }

    /// The same without [DryRun]'s leniency, for what must not be open to everybody even while nothing is enforced.
    default Authorizer enforced() {
        return this;
    }

    /// Which rule of which policy says whether this token may; not on the road of a request.
    default Decision explain(Resource resource, String name, Access access) {
        return Decision.unexplained(allows(resource, name, access));
    }

    /// @throws RequestFailure with the contract's words if this token may not; what is missing is its
    ///     [RequestFailure#detail]
    default void require(Resource resource, String name, Access access) {
        if (!allows(resource, name, access)) {
            throw RequestFailure.permissionDenied(Lacking.text(accessor(), resource, name, access));
        }
    }
}
