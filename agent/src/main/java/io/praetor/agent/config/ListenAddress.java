package io.praetor.agent.config;

import io.praetor.model.IpText;
import java.net.InetAddress;

/// Where a front door listens: on an address (the port is the front door's), or on a Unix socket.
public sealed interface ListenAddress {
    /// An IP address.
    record Ip(InetAddress address) implements ListenAddress {
        @Override
        public String toString() {
            return IpText.of(address);
        }
    }

    /// A Unix socket.
    record Unix(String path) implements ListenAddress {
        @Override
        public String toString() {
            return "unix://" + path;
        }
    }
}
