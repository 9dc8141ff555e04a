package io.praetor.http;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A place where requests arrive.
public sealed interface Listener {
    /// Plain HTTP.
    ///
    /// @param address port 0 takes a free one
    record Http(InetSocketAddress address) implements Listener {}

    /// HTTP over TLS.
    record Https(InetSocketAddress address, TlsSettings tls) implements Listener {}

    /// Plain HTTP on a unix domain socket. A stale socket file is replaced.
    ///
    /// @param permissions as `rwxrwxrwx`; null leaves what the umask gives
    record Unix(Path path, @Nullable String permissions) implements Listener {}
}
