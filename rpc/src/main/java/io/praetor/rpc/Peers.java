package io.praetor.rpc;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Who is at the other end of a connection.
final class Peers {
    private Peers() {}

    /// The peer's address; the loopback address when there is none, as in tests.
    static InetAddress address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress()
                : InetAddress.getLoopbackAddress();
    }
}
