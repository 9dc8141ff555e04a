package io.praetor.model.x509;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// What a certificate is to say, before somebody signs it.
///
/// @param serial         above 0, at most 159 bits
/// @param from           when it begins to hold; whole seconds count
/// @param until          when it ceases
/// @param authority      whether its key signs certificates
/// @param uses           none: not said
/// @param extendedUses   in this order; none: not said
/// @param permittedNames of an authority: the DNS names, with all below them, that it may sign for; none: any
/// @param keyIdentifier  how it calls its key
public record CertificateForm(
        BigInteger serial,
        DistinguishedName subject,
        Instant from,
        Instant until,
        boolean authority,
        Set<KeyUse> uses,
        List<ExtendedUse> extendedUses,
        List<AlternativeName> names,
        List<String> permittedNames,
        KeyIdentifier keyIdentifier) {
    private static final int MOST_SERIAL_BITS = 159;

    /// One that calls its key by the short name.
    public CertificateForm(
            BigInteger serial,
            DistinguishedName subject,
            Instant from,
            Instant until,
            boolean authority,
            Set<KeyUse> uses,
            List<ExtendedUse> extendedUses,
            List<AlternativeName> names,
            List<String> permittedNames) {
        this(serial, subject, from, until, authority, uses, extendedUses, names, permittedNames, KeyIdentifier.SHORT);
    }

    /// Copies the lists.
    ///
    /// @throws IllegalArgumentException when the serial number cannot be one, or the times are the wrong way round
    public CertificateForm {
        if (serial.signum() <= 0 || serial.bitLength() > MOST_SERIAL_BITS) {
            throw new IllegalArgumentException("serial number " + serial + " is not between 1 and 2^159");
        }
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("a certificate from " + from + " cannot hold until " + until);
        }
        uses = Set.copyOf(uses);
        extendedUses = List.copyOf(extendedUses);
        names = List.copyOf(names);
        permittedNames = List.copyOf(permittedNames);
    }
}
