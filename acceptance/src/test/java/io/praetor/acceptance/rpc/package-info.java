/// The servers' port, spoken to byte by byte as recorded agents did.
@NullMarked
package io.praetor.acceptance.rpc;

import org.jspecify.annotations.NullMarked;
