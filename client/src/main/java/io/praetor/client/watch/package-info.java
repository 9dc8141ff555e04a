/// Watches: something is read again and again with blocking reads, and a listener hears of every change (spec/agent.md
/// section 9). [io.praetor.client.watch.WatchPlan] reads what to watch from the parameters of a configuration file or
/// the command line, [io.praetor.client.watch.Watch] does it. Applications, `consul watch` and the agent's own watches
/// use the same.
@NullMarked
package io.praetor.client.watch;

import org.jspecify.annotations.NullMarked;
