@NullMarked
package io.praetor.gossip.memberlist;

import org.jspecify.annotations.NullMarked;
