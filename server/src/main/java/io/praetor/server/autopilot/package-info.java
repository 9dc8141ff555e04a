/// Autopilot: how the servers of the cluster are, which of them get a vote, and which are given up (`server.md` §5).
@NullMarked
package io.praetor.server.autopilot;

import org.jspecify.annotations.NullMarked;
