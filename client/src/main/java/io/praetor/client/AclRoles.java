package io.praetor.client;

import io.praetor.model.Bytes;
import io.praetor.model.acl.AclRole;
import io.praetor.model.codec.Json;
import java.util.List;
import java.util.Optional;

/// Roles (spec/http-api.md section 18).
public final class AclRoles {
    private static final String PATH = "/v1/acl/role";

    private final Calls calls;

    AclRoles(Calls calls) {
        this.calls = calls;
    }

    /// Makes a role; its ID is empty and chosen by the servers.
    public AclRole create(AclRole role) throws ConsulException {
        return write(PATH, role);
    }

    /// Replaces the role with this ID.
    public AclRole update(AclRole role) throws ConsulException {
        return write(PATH + "/" + role.id(), role);
    }

    private AclRole write(String path, AclRole role) throws ConsulException {
        Request request = Request.put(path).withBody(Bytes.of(Json.compact(AclRole.CODEC, role)));
        return calls.read(request, AclRole.CODEC).value();
    }

    /// One role, if it exists.
    public Answer<Optional<AclRole>> read(String id, Query query) throws ConsulException {
        return calls.findOne(Request.get(PATH + "/" + id).withQuery(query), AclRole.CODEC);
    }

    /// The role of this name, if it exists.
    public Answer<Optional<AclRole>> readByName(String name, Query query) throws ConsulException {
        return calls.findOne(Request.get(PATH + "/name/" + name).withQuery(query), AclRole.CODEC);
    }

    /// Deletes a role; it need not exist.
    public void delete(String id) throws ConsulException {
        calls.run(Request.delete(PATH + "/" + id));
    }

    /// All roles.
    public Answer<List<AclRole>> list(Query query) throws ConsulException {
        return calls.list(Request.get("/v1/acl/roles").withQuery(query), AclRole.CODEC);
    }
}
