package io.praetor.server.query;

import io.praetor.model.kv.KvEntry;
import java.util.List;

/// Every key with a prefix, in byte order (`?recurse`).
public record KvList(String prefix) implements Query<List<KvEntry>> {}
