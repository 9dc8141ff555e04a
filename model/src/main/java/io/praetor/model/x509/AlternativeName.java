package io.praetor.model.x509;

import io.praetor.model.pem.Der;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A name by which a certificate's subject is reached (RFC 5280 §4.2.1.6).
public sealed interface AlternativeName {
    /// A host name, or a pattern of them.
    record Dns(String name) implements AlternativeName {
        /// @throws IllegalArgumentException when it is no ASCII
        public Dns {
            if (!name.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
                throw new IllegalArgumentException("x509: \"" + name + "\" cannot be encoded as an IA5String");
            }
        }
    }

    /// An address.
    record Ip(InetAddress address) implements AlternativeName {}

    /// A URI, such as a SPIFFE ID.
    record Uri(URI uri) implements AlternativeName {}

    /// The value in DER.
    default byte[] der() {
        return switch (this) {
            case Dns dns -> Der.value(Der.CONTEXT | 2, dns.name.getBytes(StandardCharsets.US_ASCII));
            case Ip ip -> Der.value(Der.CONTEXT | 7, ip.address.getAddress());
            case Uri uri -> Der.value(Der.CONTEXT | 6, uri.uri.toASCIIString().getBytes(StandardCharsets.US_ASCII));
        };
    }
}
