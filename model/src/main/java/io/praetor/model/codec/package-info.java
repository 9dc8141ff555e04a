/// How the records of the model travel: JSON with the conventions of the original's encoder (`http-api.md` §1.1 and
/// §1.2) and MessagePack in the original's dialect (`rpc.md` §4). One [StructCodec] per record names its fields once
/// and serves both.
///
/// Hand-held descriptors instead of a data-binding library: the two wire forms differ in order, omission, durations and
/// nil-ness in ways that are contract, and start-up must not pay for reflection (`docs/decisions/0002-codecs.md`).
@NullMarked
package io.praetor.model.codec;

import org.jspecify.annotations.NullMarked;
