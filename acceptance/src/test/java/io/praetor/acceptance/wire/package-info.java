/// A small exact HTTP/1.1 client: it sends what it is told, byte for byte, and shows what came back. Ready-made clients
/// normalise paths, headers and bodies, which is what these tests look at.
@NullMarked
package io.praetor.acceptance.wire;

import org.jspecify.annotations.NullMarked;
