/// Network coordinates: Vivaldi with heights, adjustments and gravity, as Serf computes them (`gossip-serf.md` §10).
/// Arithmetic only: chance is passed in, time is an argument.
@NullMarked
package io.praetor.gossip.coordinate;

import org.jspecify.annotations.NullMarked;
