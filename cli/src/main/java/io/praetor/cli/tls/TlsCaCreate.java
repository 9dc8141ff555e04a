package io.praetor.cli.tls;

import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.model.flags.Flag;
import io.praetor.model.pem.Pem;
import io.praetor.model.x509.AlternativeName;
import io.praetor.model.x509.CertificateAuthority;
import io.praetor.model.x509.CertificateForm;
import io.praetor.model.x509.DistinguishedName;
import io.praetor.model.x509.DistinguishedName.Attribute;
import io.praetor.model.x509.DistinguishedName.Part;
import io.praetor.model.x509.KeyPairs;
import io.praetor.model.x509.KeyUse;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// `tls ca create`: the authority that signs the certificates of a cluster's agents.
public final class TlsCaCreate extends Command {
    private final Flag<List<String>> additionalConstraints = flags().texts(
                    "additional-name-constraint",
                    "A domain, with all names below it, that the CA may sign for beside that of -domain and"
                            + " localhost. Needs -name-constraint; may be given several times.");
    private final Flag<String> clusterId = flags().text(
                    "cluster-id",
                    "",
                    "The ID of the cluster. The CA's certificate gets the SPIFFE ID made of it and the domain.");
    private final Flag<String> commonName =
            flags().text("common-name", "", "What the CA is called. By default \"Consul Agent CA\" and a number.");
    private final Flag<Integer> days = flags().integer("days", 1825, "For how many days the CA holds. Default 1825.");
    private final Flag<String> domain =
            flags().text("domain", "consul", "The domain of the cluster, as in the agents' configuration.");
    private final Flag<Boolean> nameConstraint = flags().bool(
                    "name-constraint",
                    false,
                    "Let the CA sign for names in the domain, localhost and what -additional-name-constraint names"
                            + " only. With it, its certificates cannot be used for other names, not even by someone who"
                            + " has the CA's key.");

    @Override
    protected String usage() {
        return "consul tls ca create [options]";
    }

    @Override
    protected String description() {
        return """
                Creates a certificate authority for the agents of a cluster: its certificate,
                which every agent needs, and its key, which only you need and nobody else may
                see.

                For the domain "consul":

                    $ consul tls ca create
                    ==> Saved consul-agent-ca.pem
                    ==> Saved consul-agent-ca-key.pem

                One that can sign for names in the domain only:

                    $ consul tls ca create -name-constraint -domain=example.org
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        String certificateFile = domain.get() + "-agent-ca.pem";
        String keyFile = domain.get() + "-agent-ca-key.pem";
        try {
            for (String file : List.of(certificateFile, keyFile)) {
                if (NewFile.exists(file)) {
                    return context.fail(file + " already exists.");
                }
            }
            KeyPair keys = KeyPairs.generate();
            CertificateAuthority authority = CertificateAuthority.selfSigned(form(context), keys);
            NewFile.open(certificateFile, Pem.write(authority.certificate()));
            context.out().line("==> Saved " + certificateFile);
            NewFile.secret(keyFile, KeyPairs.pem(keys));
            context.out().line("==> Saved " + keyFile);
            return 0;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return context.fail(
                    e instanceof InvalidPathException
                            ? "open " + certificateFile + ": invalid argument"
                            : String.valueOf(e.getMessage()));
        }
    }

    private CertificateForm form(Context context) {
        BigInteger serial = Serial.random(context.system().secureRandom());
        Validity validity = Validity.of(context.system().now(), days.get());
        return new CertificateForm(
                serial,
                name(commonName.get().isEmpty() ? "Consul Agent CA " + serial : commonName.get()),
                validity.from(),
                validity.until(),
                true,
                Set.of(KeyUse.DIGITAL_SIGNATURE, KeyUse.CERTIFICATE_SIGN, KeyUse.CRL_SIGN),
                List.of(),
                names(),
                constraints());
    }

    /// The original's, whose certificates are told by it.
    private static DistinguishedName name(String common) {
        return new DistinguishedName(List.of(
                new Part(Attribute.COUNTRY, "US"),
                new Part(Attribute.PROVINCE, "CA"),
                new Part(Attribute.LOCALITY, "San Francisco"),
                new Part(Attribute.STREET, "101 Second Street"),
                new Part(Attribute.POSTAL_CODE, "94105"),
                new Part(Attribute.ORGANIZATION, "HashiCorp Inc."),
                new Part(Attribute.COMMON_NAME, common)));
    }

    private List<AlternativeName> names() {
        return clusterId.get().isEmpty()
                ? List.of()
                : List.of(new AlternativeName.Uri(URI.create("spiffe://" + clusterId.get() + "." + domain.get())));
    }

    /// @throws IllegalArgumentException when there are some but -name-constraint is missing
    private List<String> constraints() {
        if (!nameConstraint.get()) {
            if (!additionalConstraints.get().isEmpty()) {
                throw new IllegalArgumentException("-additional-name-constraint requires -name-constraint");
            }
            return List.of();
        }
        List<String> all = new ArrayList<>(additionalConstraints.get());
        all.add(domain.get());
        all.add("localhost");
        return all;
    }
}
