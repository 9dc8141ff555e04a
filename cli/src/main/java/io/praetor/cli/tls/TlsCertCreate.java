package io.praetor.cli.tls;

import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.InputFiles;
import io.praetor.model.IpText;
import io.praetor.model.flags.Flag;
import io.praetor.model.pem.Pem;
import io.praetor.model.pem.PemKeys;
import io.praetor.model.x509.AlternativeName;
import io.praetor.model.x509.CertificateAuthority;
import io.praetor.model.x509.CertificateForm;
import io.praetor.model.x509.DistinguishedName;
import io.praetor.model.x509.KeyPairs;
import io.praetor.model.x509.KeyUse;
import io.praetor.model.x509.Verification;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// `tls cert create`: a certificate of the cluster's authority for one agent, or for the command line.
public final class TlsCertCreate extends Command {
    private static final String WARNING = """
            ==> WARNING: Server Certificates grants authority to become a
                server and access all state in the cluster including root keys
                and all ACL tokens. Do not distribute them to production hosts
                that are not server nodes. Store them as securely as CA keys.
            """;
    private static final String DOMAIN = "#DOMAIN#";

    private final Flag<List<String>> dnsNames = flags().texts(
                    "additional-dnsname", "One more DNS name of the certificate's owner. May be given several times.");
    private final Flag<List<String>> addresses = flags().texts(
                    "additional-ipaddress",
                    "One more IP address of the certificate's owner. May be given several times.");
    private final Flag<String> authorityFile = flags().text(
                    "ca",
                    DOMAIN + "-agent-ca.pem",
                    "The file of the CA's certificate. By default #DOMAIN#-agent-ca.pem, where #DOMAIN# stands for"
                            + " what -domain says.");
    private final Flag<Boolean> cli = flags().bool("cli", false, "Create a certificate for the command line.");
    private final Flag<Boolean> client = flags().bool("client", false, "Create a certificate for a client agent.");
    private final Flag<Integer> days =
            flags().integer("days", 365, "For how many days the certificate holds. Default 365.");
    private final Flag<String> datacenter = flags().text("dc", "dc1", "The datacenter of the certificate's owner.");
    private final Flag<String> domain =
            flags().text("domain", "consul", "The domain of the cluster, as in the agents' configuration.");
    private final Flag<String> keyFile = flags().text(
                    "key",
                    DOMAIN + "-agent-ca-key.pem",
                    "The file of the CA's key. By default #DOMAIN#-agent-ca-key.pem, as with -ca.");
    private final Flag<String> node = flags().text(
                    "node",
                    "",
                    "The name of the server's node: for datacenters that are reached through mesh gateways.");
    private final Flag<Boolean> server = flags().bool("server", false, "Create a certificate for a server.");

    @Override
    protected String usage() {
        return "consul tls cert create [options]";
    }

    @Override
    protected String description() {
        return """
                Creates a certificate and its key, signed by the CA of "consul tls ca create".
                The files are numbered; the key is for the agent that it is made for, and
                nobody else may see it.

                For a server:

                    $ consul tls cert create -server
                    ==> WARNING: Server Certificates grants authority to become a
                        server and access all state in the cluster including root keys
                        and all ACL tokens. Do not distribute them to production hosts
                        that are not server nodes. Store them as securely as CA keys.
                    ==> Using consul-agent-ca.pem and consul-agent-ca-key.pem
                    ==> Saved dc1-server-consul-0.pem
                    ==> Saved dc1-server-consul-0-key.pem

                For a client agent:

                    $ consul tls cert create -client

                For the command line:

                    $ consul tls cert create -cli
                """;
    }

    /// Where the new certificate and its key go.
    private record Place(String certificate, String key) {}

    @Override
    protected int execute(List<String> arguments, Context context) {
        if ((server.get() ? 1 : 0) + (client.get() ? 1 : 0) + (cli.get() ? 1 : 0) != 1) {
            return context.fail("Please provide either -server, -client, or -cli");
        }
        if (!node.get().isEmpty() && !server.get()) {
            return context.fail("-node requires -server");
        }
        if (authorityFile.get().isEmpty()) {
            return context.fail("Please provide the ca");
        }
        if (keyFile.get().isEmpty()) {
            return context.fail("Please provide the key");
        }
        try {
            return create(context);
        } catch (IOException | GeneralSecurityException e) {
            return context.fail(String.valueOf(e.getMessage()));
        } catch (InvalidPathException e) {
            return context.fail("open " + e.getInput() + ": invalid argument");
        } catch (IllegalArgumentException e) {
            return context.fail(String.valueOf(e.getMessage()));
        }
    }

    private int create(Context context) throws IOException, GeneralSecurityException {
        Role role = server.get() ? Role.SERVER : client.get() ? Role.CLIENT : Role.CLI;
        Place place = place(role);
        String caFile = authorityFile.get().replace(DOMAIN, domain.get());
        String caKeyFile = keyFile.get().replace(DOMAIN, domain.get());
        byte[] caText = read(caFile, "Error reading CA: ");
        byte[] caKeyText = read(caKeyFile, "Error reading CA key: ");
        CertificateForm form = form(role, context);
        if (role == Role.SERVER) {
            context.out().print(WARNING);
        }
        context.out().line("==> Using " + caFile + " and " + caKeyFile);
        X509Certificate ca = Pem.certificates(caText).getFirst();
        PrivateKey caKey = PemKeys.privateKey(caKeyText);
        KeyPair keys = KeyPairs.generate();
        X509Certificate certificate = new CertificateAuthority(ca, caKey).issue(form, keys.getPublic());
        Verification.check(certificate, ca, context.system().now());
        NewFile.open(place.certificate, Pem.write(certificate));
        context.out().line("==> Saved " + place.certificate);
        NewFile.secret(place.key, KeyPairs.pem(keys));
        context.out().line("==> Saved " + place.key);
        return 0;
    }

    private static byte[] read(String file, String prefix) throws IOException {
        try {
            return InputFiles.read(file);
        } catch (IOException e) {
            throw new IOException(prefix + e.getMessage(), e);
        }
    }

    /// The first number whose two files are free.
    private Place place(Role role) {
        for (int i = 0; ; i++) {
            String name = datacenter.get() + "-" + role.word() + "-" + domain.get() + "-" + i;
            Place place = new Place(name + ".pem", name + "-key.pem");
            if (!NewFile.exists(place.certificate) && !NewFile.exists(place.key)) {
                return place;
            }
        }
    }

    private CertificateForm form(Role role, Context context) {
        String name = role.word() + "." + datacenter.get() + "." + domain.get();
        List<AlternativeName> names = new ArrayList<>();
        for (String extra : dnsNames.get()) {
            if (!extra.isEmpty()) {
                names.add(new AlternativeName.Dns(extra));
            }
        }
        if (!node.get().isEmpty()) {
            names.add(new AlternativeName.Dns(node.get() + "." + name));
        }
        names.add(new AlternativeName.Dns(name));
        names.add(new AlternativeName.Dns("localhost"));
        for (String extra : addresses.get()) {
            if (!extra.isEmpty()) {
                names.add(new AlternativeName.Ip(address(extra)));
            }
        }
        if (role != Role.CLI) {
            names.add(new AlternativeName.Ip(InetAddress.ofLiteral("127.0.0.1")));
        }
        Validity validity = Validity.of(context.system().now(), days.get());
        return new CertificateForm(
                Serial.random(context.system().secureRandom()),
                DistinguishedName.commonName(name),
                validity.from(),
                validity.until(),
                false,
                Set.of(KeyUse.DIGITAL_SIGNATURE, KeyUse.KEY_ENCIPHERMENT),
                role.uses(),
                names,
                List.of());
    }

    private static InetAddress address(String text) {
        try {
            return IpText.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("-additional-ipaddress: " + e.getMessage(), e);
        }
    }
}
