package io.praetor.server.query;

import io.praetor.model.kv.KvEntry;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import org.jspecify.annotations.Nullable;

/// One key (`GET /v1/kv/:key`). Null when there is none; its own ModifyIndex is the index, so writes to other keys
/// never wake it.
public record KvGet(String key) implements Query<@Nullable KvEntry> {
    @Override
    public Indexed<@Nullable KvEntry> evaluate(State state, Watches watches, Viewer viewer) {
        viewer.require(Resource.KEY, key, Access.READ);
        return state.kv().get(key, watches);
    }
}
