package io.praetor.cli.tls;

import io.praetor.model.x509.ExtendedUse;
import java.util.List;

/// Whom a certificate is for.
enum Role {
    SERVER("server"),
    CLIENT("client"),
    CLI("cli");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /// As in file names and in the certificate's own name.
    String word() {
        return word;
    }

    /// Agents are both ends of TLS; the order is the original's.
    List<ExtendedUse> uses() {
        return switch (this) {
            case SERVER -> List.of(ExtendedUse.SERVER, ExtendedUse.CLIENT);
            case CLIENT -> List.of(ExtendedUse.CLIENT, ExtendedUse.SERVER);
            case CLI -> List.of();
        };
    }
}
