package io.praetor.model.connect;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/// Who a certificate speaks of (`connect.md` §2): a SPIFFE ID, which is a URI.
public sealed interface SpiffeId {
    /// The namespace of everything.
    String DEFAULT_NAMESPACE = "default";

    /// A service of a datacenter.
    record Service(String trustDomain, String namespace, String datacenter, String service) implements SpiffeId {}

    /// An agent.
    ///
    /// @param node its name
    record Agent(String trustDomain, String datacenter, String node) implements SpiffeId {
        /// The same in another trust domain.
        public Agent in(String domain) {
            return new Agent(domain, datacenter, node);
        }
    }

    /// An authority, by the domain that all it signs is in.
    record Signing(String clusterId, String domain) implements SpiffeId {
        /// Of a cluster of ours.
        public static Signing of(String clusterId) {
            return new Signing(clusterId, "consul");
        }

        @Override
        public String trustDomain() {
            return (clusterId + "." + domain).toLowerCase(Locale.ROOT);
        }

        /// Whether it may sign for somebody: services of its domain, and itself.
        public boolean signs(SpiffeId id) {
            return switch (id) {
                case Service service -> service.trustDomain.equalsIgnoreCase(trustDomain());
                case Signing other -> other.uri().equals(uri());
                case Agent _ -> false;
            };
        }
    }

    /// The host of the URI.
    String trustDomain();

    /// As a URI; what a path cannot hold is percent-encoded.
    default URI uri() {
        return URI.create(
                switch (this) {
                    case Service id ->
                        "spiffe://" + id.trustDomain + "/ns/" + encoded(id.namespace) + "/dc/" + encoded(id.datacenter)
                                + "/svc/" + encoded(id.service);
                    case Agent id ->
                        "spiffe://" + id.trustDomain + "/agent/client/dc/" + encoded(id.datacenter) + "/id/"
                                + encoded(id.node);
                    case Signing id -> "spiffe://" + id.trustDomain();
                });
    }

    /// The ID of a URI.
    ///
    /// @throws IllegalArgumentException with the contract's words when it is none
    static SpiffeId parse(URI uri) {
        if (!"spiffe".equals(uri.getScheme())) {
            throw new IllegalArgumentException("SPIFFE ID must have 'spiffe' scheme");
        }
        String host = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String[] parts = path.split("/", -1);
        if (parts.length == 7 && parts[1].equals("ns") && parts[3].equals("dc") && parts[5].equals("svc")) {
            return new Service(host, decoded(parts[2], uri), decoded(parts[4], uri), decoded(parts[6], uri));
        }
        if (path.startsWith("/agent/client/dc/") && parts.length == 7 && parts[5].equals("id")) {
            return new Agent(host, decoded(parts[4], uri), decoded(parts[6], uri));
        }
        int dot = host.indexOf('.');
        if (path.isEmpty() && dot > 0) {
            return new Signing(host.substring(0, dot), host.substring(dot + 1));
        }
        throw unexpected(uri);
    }

    /// The ID of a text.
    ///
    /// @throws IllegalArgumentException with the contract's words when it is none
    static SpiffeId parse(String uri) {
        return parse(URI.create(uri));
    }

    private static IllegalArgumentException unexpected(URI uri) {
        return new IllegalArgumentException("SPIFFE ID is not in the expected format: " + uri);
    }

    private static String decoded(String segment, URI uri) {
        if (segment.isEmpty()) {
            throw unexpected(uri);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < segment.length(); i++) {
            if (segment.charAt(i) == '%') {
                bytes.write(HexFormat.fromHexDigits(segment, i + 1, i + 3));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(segment.charAt(i)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// A slash is encoded too: a name that holds one stays one segment.
    private static String encoded(String segment) {
        StringBuilder out = new StringBuilder(segment.length());
        for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-_.~$&+:=@".indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return out.toString();
    }
}
