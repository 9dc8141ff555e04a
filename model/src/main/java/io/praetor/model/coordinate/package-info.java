/// Network coordinates of nodes (Vivaldi, `gossip-serf.md`).
@NullMarked
package io.praetor.model.coordinate;

import org.jspecify.annotations.NullMarked;
