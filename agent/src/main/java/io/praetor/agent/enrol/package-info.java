/// How a client agent gets its certificate, and its configuration, from servers that do not know it yet, and keeps the
/// certificate fresh (`agent.md` §13).
@NullMarked
package io.praetor.agent.enrol;

import org.jspecify.annotations.NullMarked;
