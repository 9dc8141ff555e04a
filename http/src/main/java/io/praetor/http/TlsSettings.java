package io.praetor.http;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a listener speaks TLS.
///
/// @param certificate   PEM file: the chain, leaf first
/// @param key           PEM file: the leaf's private key
/// @param authorities   PEM file whose certificates sign clients; null when clients are not asked for one
/// @param verifyClients whether a client must show a certificate
/// @param protocols     such as `TLSv1.2`; empty: those of the JDK
/// @param ciphers       suites in IANA names; empty: those of the JDK
public record TlsSettings(
        Path certificate,
        Path key,
        @Nullable Path authorities,
        boolean verifyClients,
        List<String> protocols,
        List<String> ciphers) {
    public TlsSettings {
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
    }
}
