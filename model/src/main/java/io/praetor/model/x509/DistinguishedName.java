package io.praetor.model.x509;

import io.praetor.model.pem.Der;
import java.util.List;

/// What a certificate calls its subject: attributes, the largest first.
public record DistinguishedName(List<Part> parts) {
    /// Copies the list.
    public DistinguishedName {
        parts = List.copyOf(parts);
    }

    /// One attribute.
    public record Part(Attribute attribute, String value) {}

    /// Kinds of attributes (RFC 4519).
    public enum Attribute {
        COMMON_NAME("2.5.4.3"),
        COUNTRY("2.5.4.6"),
        LOCALITY("2.5.4.7"),
        PROVINCE("2.5.4.8"),
        STREET("2.5.4.9"),
        ORGANIZATION("2.5.4.10"),
        POSTAL_CODE("2.5.4.17");

        private final String id;

        Attribute(String id) {
            this.id = id;
        }
    }

    /// A name of one common name.
    public static DistinguishedName commonName(String name) {
        return new DistinguishedName(List.of(new Part(Attribute.COMMON_NAME, name)));
    }

    byte[] der() {
        return Der.sequence(parts.stream()
                .map(part -> Der.setOf(Der.sequence(Der.objectId(part.attribute.id), Der.text(part.value))))
                .toArray(byte[][]::new));
    }
}
