package io.praetor.model.x509;

/// Which end of TLS a certificate is for (RFC 5280 §4.2.1.12).
public enum ExtendedUse {
    SERVER("1.3.6.1.5.5.7.3.1"),
    CLIENT("1.3.6.1.5.5.7.3.2");

    private final String id;

    ExtendedUse(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }
}
