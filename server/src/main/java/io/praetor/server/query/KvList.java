package io.praetor.server.query;

import io.praetor.model.kv.KvEntry;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;

/// Every key with a prefix, in byte order (`?recurse`).
public record KvList(String prefix) implements Query<List<KvEntry>> {
    @Override
    public Indexed<List<KvEntry>> evaluate(State state, Watches watches, Viewer viewer) {
        viewer.requireKeyList(prefix);
        Indexed<List<KvEntry>> entries = state.kv().list(prefix, watches);
        return new Indexed<>(
                entries.index(),
                viewer.visible(entries.value(), entry -> viewer.may(Resource.KEY, entry.key(), Access.READ)));
    }
}
