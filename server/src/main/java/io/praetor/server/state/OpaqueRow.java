package io.praetor.server.state;

import io.praetor.model.Bytes;

/// A record of a snapshot whose kind has no table: kept as it came and written back as it was.
///
/// @param type the type byte
/// @param sequence its place among those of its type
/// @param body its MessagePack value
record OpaqueRow(int type, long sequence, Bytes body) {}
