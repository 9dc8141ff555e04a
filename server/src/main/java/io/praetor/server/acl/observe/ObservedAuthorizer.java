package io.praetor.server.acl.observe;

import io.praetor.server.acl.Access;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.Decision;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.TokenInfo;

/// Answers as another one does and notes what was asked. Equal to itself made anew, as answers are shared by it.
record ObservedAuthorizer(Authorizer by, Observation observation) implements Authorizer {
    @Override
    public boolean allows(Resource resource, String name, Access access) {
        boolean allowed = by.allows(resource, name, access);
        observation.wondered(resource, name, access, allowed);
        return allowed;
    }

    @Override
    public boolean allowsAll(Resource resource, Access access) {
        observation.wonderedAll(resource, access);
        return by.allowsAll(resource, access);
    }

    @Override
    public void require(Resource resource, String name, Access access) {
        observation.required(resource, name, access);
        by.require(resource, name, access);
    }

    @Override
    public String accessor() {
        return by.accessor();
    }

    @Override
    public TokenInfo token() {
        return by.token();
    }

    @Override
    public Authorizer enforced() {
        return by.enforced();
    }

    @Override
    public Decision explain(Resource resource, String name, Access access) {
        return by.explain(resource, name, access);
    }
}
