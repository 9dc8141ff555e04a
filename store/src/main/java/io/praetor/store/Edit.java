package io.praetor.store;

/// Marks the inner nodes made since a transaction began (or last handed out an iterator): only their edit may change
/// them in place. An object rather than a number, so that it can never be met again.
final class Edit {}
