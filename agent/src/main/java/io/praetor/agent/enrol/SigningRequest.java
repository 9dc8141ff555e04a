package io.praetor.agent.enrol;

import io.praetor.model.connect.CommonNames;
import io.praetor.model.connect.SpiffeId;
import io.praetor.model.x509.AlternativeName;
import io.praetor.model.x509.CertificateRequest;
import io.praetor.model.x509.DistinguishedName;
import io.praetor.model.x509.KeyPairs;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;

/// A new key, and the request to sign for it. The key stays here.
///
/// @param csr    a PKCS #10 request in PEM
/// @param keyPem of the key
record SigningRequest(String csr, String keyPem) {
    /// The server knows the right one and puts it in.
    private static final String UNKNOWN_DOMAIN = "unknown";

    static SigningRequest of(Names names) {
        SpiffeId.Agent id = new SpiffeId.Agent(UNKNOWN_DOMAIN, names.datacenter(), names.node());
        List<AlternativeName> all = new ArrayList<>();
        all.add(new AlternativeName.Uri(id.uri()));
        all.add(new AlternativeName.Dns("localhost"));
        names.dns().forEach(name -> all.add(new AlternativeName.Dns(name)));
        loopback().forEach(address -> all.add(new AlternativeName.Ip(address)));
        names.ips().forEach(address -> all.add(new AlternativeName.Ip(address)));
        try {
            KeyPair keys = KeyPairs.generate();
            return new SigningRequest(
                    CertificateRequest.write(DistinguishedName.commonName(CommonNames.of(id)), all, keys),
                    KeyPairs.pem(keys));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has keys on P-256", e);
        }
    }

    private static List<InetAddress> loopback() {
        try {
            return List.of(
                    InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                    InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("addresses of 4 and of 16 bytes are addresses", e);
        }
    }

    /// Says nothing of the key.
    @Override
    public String toString() {
        return "SigningRequest[hidden]";
    }
}
