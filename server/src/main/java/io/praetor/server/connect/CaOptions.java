package io.praetor.server.connect;

import io.praetor.model.GoDuration;
import io.praetor.server.RequestFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the built-in authority is told (`connect.md` §3.1).
///
/// @param leafTtl          how long leaves hold
/// @param keyType          `ec` or `rsa`: of a root's key that is made
/// @param perSecond        leaves that are signed; 0: as many as come
/// @param concurrent       leaves that are signed at a time, when `perSecond` is 0; 0: as many as come
/// @param privateKey       PEM; empty: made
/// @param rootCert         PEM; empty: made
/// @param crossSigning     whether the next authority is vouched for
record CaOptions(
        Duration leafTtl,
        String keyType,
        int keyBits,
        double perSecond,
        int concurrent,
        String privateKey,
        String rootCert,
        boolean crossSigning) {
    /// Keys of the configuration.
    static final String LEAF_TTL = "LeafCertTTL";

    static final String INTERMEDIATE_TTL = "IntermediateCertTTL";
    static final String ROTATION_PERIOD = "RotationPeriod";

    /// What a cluster without a configuration gets, as the original writes it.
    static final Map<String, @Nullable Object> DEFAULTS =
            Map.of(ROTATION_PERIOD, "2160h", LEAF_TTL, "72h", INTERMEDIATE_TTL, "8760h");

    private static final String EC = "ec";
    private static final String RSA = "rsa";
    private static final Duration SHORTEST_LEAF = Duration.ofHours(1);
    private static final Duration LONGEST_LEAF = Duration.ofDays(365);
    private static final Duration SHORTEST_INTERMEDIATE = Duration.ofHours(3);
    private static final double PER_SECOND = 50;

    /// Reads a configuration.
    ///
    /// @throws RequestFailure in the contract's words when it makes no sense
    static CaOptions of(@Nullable Map<String, @Nullable Object> config) {
        LooseValues values = new LooseValues(config == null ? Map.of() : config);
        CaOptions options;
        try {
            options = new CaOptions(
                    values.duration(LEAF_TTL, Duration.ofDays(3)),
                    values.text("PrivateKeyType", EC),
                    values.whole("PrivateKeyBits", 256),
                    values.real("CSRMaxPerSecond", PER_SECOND),
                    values.whole("CSRMaxConcurrent", 0),
                    values.text("PrivateKey", ""),
                    values.text("RootCert", ""),
                    !values.flag("DisableCrossSigning", false));
            if (!values.flag("SkipValidate", false)) {
                options.validate(values.duration(INTERMEDIATE_TTL, LONGEST_LEAF));
            }
            values.duration(ROTATION_PERIOD, Duration.ZERO);
        } catch (LooseValues.UnreadableException e) {
            throw refused("error decoding config: " + e.getMessage());
        }
        if (options.privateKey.isEmpty() && !options.rootCert.isEmpty()) {
            throw refused("must provide a private key when providing a root cert");
        }
        return options;
    }

    private void validate(Duration intermediateTtl) {
        if (leafTtl.compareTo(SHORTEST_LEAF) < 0) {
            throw refused("leaf cert TTL must be greater or equal than " + text(SHORTEST_LEAF));
        }
        if (leafTtl.compareTo(LONGEST_LEAF) >= 0) {
            throw refused("leaf cert TTL must be less than " + text(LONGEST_LEAF));
        }
        if (intermediateTtl.compareTo(SHORTEST_INTERMEDIATE) < 0) {
            throw refused("Intermediate Cert TTL must be greater or equal than 3h");
        }
        Duration least = leafTtl.multipliedBy(3);
        if (intermediateTtl.compareTo(least) < 0) {
            throw refused(
                    "Intermediate Cert TTL must be greater or equal than 3 * LeafCertTTL (>=" + text(least) + ").");
        }
        switch (keyType) {
            case EC -> {
                if (!List.of(224, 256, 384, 521).contains(keyBits)) {
                    throw refused("EC key length must be one of (224, 256, 384, 521) bits");
                }
            }
            case RSA -> {
                if (keyBits != 2048 && keyBits != 4096) {
                    throw refused("RSA key length must be 2048 or 4096 bits");
                }
            }
            default -> throw refused("private key type must be either 'ec' or 'rsa'");
        }
    }

    /// Whether a root's key is one of RSA when it is made.
    boolean rsa() {
        return keyType.equals(RSA);
    }

    private static String text(Duration duration) {
        return GoDuration.format(duration.toNanos());
    }

    private static RequestFailure refused(String why) {
        return RequestFailure.internal("error configuring provider: " + why);
    }

    /// Says nothing of the key.
    @Override
    public String toString() {
        return "CaOptions[leafTtl=" + leafTtl + ", keyType=" + keyType + ", keyBits=" + keyBits + "]";
    }
}
