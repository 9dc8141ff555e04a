package io.praetor.model.x509;

/// What a certificate's key may do (RFC 5280 §4.2.1.3).
public enum KeyUse {
    DIGITAL_SIGNATURE(0x8000),
    KEY_ENCIPHERMENT(0x2000),
    DATA_ENCIPHERMENT(0x1000),
    KEY_AGREEMENT(0x0800),
    CERTIFICATE_SIGN(0x0400),
    CRL_SIGN(0x0200);

    private final int bit;

    KeyUse(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }
}
