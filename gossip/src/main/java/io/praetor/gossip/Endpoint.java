package io.praetor.gossip;

import io.praetor.model.IpText;
import java.net.InetAddress;

/// Where a member's packets and streams arrive.
///
/// @param address an IPv4-mapped IPv6 address is the IPv4 address
/// @param port    1 to 65535
public record Endpoint(InetAddress address, int port) {

    @Override
    public String toString() {
        return IpText.of(address, port);
    }
}
