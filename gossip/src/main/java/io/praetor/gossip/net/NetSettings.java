package io.praetor.gossip.net;

import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Predicate;

/// Where a member listens, and whom it hears.
///
/// @param bind          the address to listen on, packets and streams alike
/// @param port          the port of both; 0: any that is free for both
/// @param advertise     the address that others are told; not the wildcard
/// @param streamTimeout how long a stream that somebody else opened may take in all (LAN 10 s, WAN 30 s)
/// @param allowed       who may send at all; others are not answered
public record NetSettings(
        InetAddress bind, int port, InetAddress advertise, Duration streamTimeout, Predicate<InetAddress> allowed) {

    public NetSettings {
        if (advertise.isAnyLocalAddress()) {
            throw new IllegalArgumentException("nobody can be reached at " + advertise.getHostAddress());
        }
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("port is out of range: " + port);
        }
    }

    /// Everybody is heard.
    public static NetSettings of(InetAddress bind, int port, InetAddress advertise, Duration streamTimeout) {
        return new NetSettings(bind, port, advertise, streamTimeout, everybody -> true);
    }
}
