package io.praetor.http;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/// A place where requests arrive.
public sealed interface Listener {
    /// Plain HTTP.
    ///
    /// @param address port 0 takes a free one
    record Http(InetSocketAddress address) implements Listener {}

    /// HTTP over TLS.
    ///
    /// @param tls makes the server's end of TLS, for each connection anew, so that certificates may change
    record Https(InetSocketAddress address, Supplier<SSLEngine> tls) implements Listener {}

    /// Plain HTTP on a unix domain socket. A stale socket file is replaced.
    ///
    /// @param permissions as `rwxrwxrwx`; null leaves what the umask gives
    /// @param user        who it belongs to, a name or number; null: this process's user
    /// @param group       the same
    record Unix(
            Path path,
            @Nullable String permissions,
            @Nullable String user,
            @Nullable String group) implements Listener {}
}
