package io.praetor.model.x509;

import io.praetor.model.pem.Der;
import io.praetor.model.pem.DerReader;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The DNS names that an authority may sign for (RFC 5280 §4.2.1.10). The JDK looks at those of intermediate
/// authorities, and not at those of the one that a chain ends in; here are those.
///
/// @param permitted domains, with all below them; none: any
/// @param excluded  domains, with all below them
public record NameLimits(List<String> permitted, List<String> excluded) {
    private static final int DNS_NAME = 2;
    private static final int PERMITTED = Der.CONTEXT | Der.CONSTRUCTED;
    private static final int EXCLUDED = Der.CONTEXT | Der.CONSTRUCTED | 1;

    /// Copies the lists.
    public NameLimits {
        permitted = List.copyOf(permitted);
        excluded = List.copyOf(excluded);
    }

    /// Those of an authority.
    ///
    /// @throws CertificateException when they cannot be read
    public static NameLimits of(X509Certificate authority) throws CertificateException {
        List<String> permitted = new ArrayList<>();
        List<String> excluded = new ArrayList<>();
        byte[] constraints = Extensions.nameConstraints(authority);
        if (constraints != null) {
            try {
                DerReader both = new DerReader(constraints).enter(Der.SEQUENCE);
                while (both.hasMore()) {
                    switch (both.tag()) {
                        case PERMITTED -> read(both.enter(PERMITTED), permitted);
                        case EXCLUDED -> read(both.enter(EXCLUDED), excluded);
                        default -> both.skip();
                    }
                }
            } catch (DerReader.MalformedException e) {
                throw new CertificateException("malformed name constraints", e);
            }
        }
        return new NameLimits(permitted, excluded);
    }

    private static void read(DerReader subtrees, List<String> into) throws DerReader.MalformedException {
        while (subtrees.hasMore()) {
            DerReader subtree = subtrees.enter(Der.SEQUENCE);
            if (subtree.tag() == (Der.CONTEXT | DNS_NAME)) {
                into.add(new String(subtree.enter(subtree.tag()).rest(), StandardCharsets.ISO_8859_1));
            }
        }
    }

    /// @throws CertificateException in the original's words when the certificate holds for a name outside
    public void check(X509Certificate certificate) throws CertificateException {
        for (String name : dnsNames(certificate)) {
            if (!permitted.isEmpty() && permitted.stream().noneMatch(tree -> isWithin(name, tree))) {
                throw refused(name, "is not permitted by any constraint");
            }
            for (String tree : excluded) {
                if (isWithin(name, tree)) {
                    throw refused(name, "is excluded by constraint \"" + tree + "\"");
                }
            }
        }
    }

    private static CertificateException refused(String name, String why) {
        return new CertificateException(
                "x509: a root or intermediate certificate is not authorized to sign for this name: DNS name \"" + name
                        + "\" " + why);
    }

    /// The DNS names that a certificate holds for.
    public static List<String> dnsNames(X509Certificate certificate) throws CertificateException {
        List<String> names = new ArrayList<>();
        var all = certificate.getSubjectAlternativeNames();
        if (all != null) {
            for (List<?> name : all) {
                if (name.getFirst().equals(DNS_NAME) && name.get(1) instanceof String text) {
                    names.add(text);
                }
            }
        }
        return names;
    }

    private static boolean isWithin(String name, String tree) {
        String lower = name.toLowerCase(Locale.ROOT);
        String top = tree.toLowerCase(Locale.ROOT);
        return top.isEmpty() || lower.equals(top) || lower.endsWith(top.startsWith(".") ? top : "." + top);
    }
}
