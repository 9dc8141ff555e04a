/// Looks into the running process with what the JDK brings: flight recordings, thread dumps, class histograms. Nothing
/// of it is loaded before somebody asks.
@NullMarked
package io.praetor.agent.profile;

import org.jspecify.annotations.NullMarked;
