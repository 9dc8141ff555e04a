package io.praetor.server.query;

import io.praetor.model.kv.KvEntry;
import org.jspecify.annotations.Nullable;

/// One key (`GET /v1/kv/:key`). Null when there is none; its own ModifyIndex is the index, so writes to other keys
/// never wake it.
public record KvGet(String key) implements Query<@Nullable KvEntry> {}
