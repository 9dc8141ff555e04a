package io.praetor.model.x509;

import io.praetor.model.pem.Der;
import io.praetor.model.pem.DerReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

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

    /// The next name of a list, and goes past it.
    ///
    /// @return null for a name of another kind
    /// @throws CertificateException when it is of one of these kinds and cannot be one
    static @Nullable AlternativeName read(DerReader names) throws DerReader.MalformedException, CertificateException {
        int tag = names.tag();
        byte[] value = names.enter(tag).rest();
        String text = new String(value, StandardCharsets.ISO_8859_1);
        try {
            return switch (tag) {
                case Der.CONTEXT | 2 -> new Dns(text);
                case Der.CONTEXT | 6 -> new Uri(URI.create(text));
                case Der.CONTEXT | 7 -> new Ip(InetAddress.getByAddress(value));
                default -> null;
            };
        } catch (IllegalArgumentException | UnknownHostException e) {
            throw new CertificateException("malformed name in a certificate: " + e.getMessage(), e);
        }
    }
}
