package io.praetor.server.query;

import java.util.List;

/// The names of the keys with a prefix, in byte order (`?keys`).
///
/// @param separator when not empty, names are cut after its first occurrence beyond the prefix, and each is given once
public record KvKeys(String prefix, String separator) implements Query<List<String>> {}
