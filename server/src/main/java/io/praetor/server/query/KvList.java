package io.praetor.server.query;

import io.praetor.model.kv.KvEntry;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;

/// Every key with a prefix, in byte order (`?recurse`).
public record KvList(String prefix) implements Query<List<KvEntry>> {
    @Override
    public Indexed<List<KvEntry>> evaluate(State state, Watches watches) {
        return state.kv().list(prefix, watches);
    }
}
