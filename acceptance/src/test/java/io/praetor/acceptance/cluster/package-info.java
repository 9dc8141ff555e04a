/// Servers and clients as one datacenter, on the loopback address: how they find each other, go on without one, and are
/// replaced.
@NullMarked
package io.praetor.acceptance.cluster;

import org.jspecify.annotations.NullMarked;
