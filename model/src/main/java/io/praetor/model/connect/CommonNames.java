package io.praetor.model.connect;

import java.util.Locale;

/// What certificates of the mesh call their subjects (`connect.md` §2): names short enough for every reader, at most
/// 64 characters. Who it really is, the SPIFFE ID says.
public final class CommonNames {
    private static final int DOMAIN = 8;
    private static final int MOST_SERVICE = 43;
    private static final int LEAST_PART = 15;
    private static final int MOST_NODE = 43;
    private static final int MOST_PROVIDER = 32;
    private static final int RADIX = 36;

    private CommonNames() {}

    /// Of the subject of a leaf.
    public static String of(SpiffeId.Service id) {
        String service = plain(id.service());
        String namespace = plain(id.namespace());
        int over = service.length() + namespace.length() - MOST_SERVICE;
        if (over > 0) {
            int namespaceCut = Math.min(over / 2, spare(namespace));
            int serviceCut = Math.min(over - namespaceCut, spare(service));
            service = cut(service, service.length() - serviceCut);
            namespace = cut(namespace, namespace.length() - (over - serviceCut));
        }
        return service + ".svc." + namespace + "." + start(id.trustDomain()) + ".consul";
    }

    /// Of the subject of a leaf.
    public static String of(SpiffeId.Agent id) {
        return cut(plain(id.node()), MOST_NODE) + ".agnt." + start(id.trustDomain()) + ".consul";
    }

    /// Of an authority.
    ///
    /// @param random   makes it another for each authority
    /// @param provider that keeps its key
    /// @param primary  whether it is of the datacenter that all trust
    public static String authority(long random, String provider, String trustDomain, boolean primary) {
        return (primary ? "pri-" : "sec-") + plain(cut(Long.toString(random, RADIX), DOMAIN)) + "."
                + cut(plain(provider), MOST_PROVIDER) + ".ca." + start(trustDomain) + ".consul";
    }

    private static int spare(String part) {
        return Math.max(0, part.length() - LEAST_PART);
    }

    private static String start(String trustDomain) {
        return cut(trustDomain, DOMAIN);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    private static String plain(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.toLowerCase(Locale.ROOT)
                .chars()
                .filter(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
                .forEach(c -> out.append((char) c));
        return out.toString();
    }
}
