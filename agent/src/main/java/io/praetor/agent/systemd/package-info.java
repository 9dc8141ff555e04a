/// Tells systemd how the process is doing (`Type=notify`, sd_notify(3)). The JDK has no datagram sockets on Unix paths,
/// so
/// the three system calls this needs are made through `java.lang.foreign`.
@NullMarked
package io.praetor.agent.systemd;

import org.jspecify.annotations.NullMarked;
