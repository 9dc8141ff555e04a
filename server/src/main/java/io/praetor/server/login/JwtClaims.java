package io.praetor.server.login;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a token says, checked and read as the settings say (`acl.md` §6.1).
///
/// @param claims whose signature is right
record JwtClaims(Map<String, @Nullable Object> claims, JwtSettings settings) {
    private static final long DEFAULT_LEEWAY = Duration.ofSeconds(150).toSeconds();
    private static final long DEFAULT_SKEW = Duration.ofSeconds(60).toSeconds();

    /// @throws LoginException when the token does not hold now, is not for us, or is not from whom it should be
    void requireValid(Instant now) throws LoginException {
        requireTime(now);
        String issuer = claims.get("iss") instanceof String text ? text : "";
        if (!settings.issuer().isEmpty() && !settings.issuer().equals(issuer)) {
            throw invalid("invalid issuer claim (iss)");
        }
        requireAudience();
    }

    private static LoginException invalid(String why) {
        return new LoginException("error validating claims: square/go-jose/jwt: validation failed, " + why);
    }

    private void requireTime(Instant now) throws LoginException {
        double issued = seconds("iat");
        double notBefore = seconds("nbf");
        double expiry = seconds("exp");
        if (issued == 0 && notBefore == 0 && expiry == 0) {
            throw new LoginException("no issue time, notbefore, or expiration time encoded in token");
        }
        if (expiry == 0) {
            expiry = Math.max(issued, notBefore) + leeway(settings.expirationLeeway(), DEFAULT_LEEWAY);
        }
        if (notBefore == 0) {
            notBefore = issued != 0 ? issued : expiry - leeway(settings.notBeforeLeeway(), DEFAULT_LEEWAY);
        }
        double skew = leeway(settings.skewLeeway(), DEFAULT_SKEW);
        double present = now.getEpochSecond();
        if (present + skew < notBefore) {
            throw invalid("token not valid yet (nbf)");
        }
        if (present - skew > expiry) {
            throw invalid("token is expired (exp)");
        }
        if (present + skew < issued) {
            throw invalid("token issued in the future (iat)");
        }
    }

    private static double leeway(long nanos, long unsaid) {
        return nanos == 0 ? unsaid : Math.max(0, nanos / 1e9);
    }

    private double seconds(String claim) throws LoginException {
        return switch (claims.get(claim)) {
            case null -> 0;
            case Number number -> number.doubleValue();
            default -> throw new LoginException("error validating claims: claim \"" + claim + "\" is no time");
        };
    }

    private void requireAudience() throws LoginException {
        List<?> audiences = switch (claims.get("aud")) {
            case null -> List.of();
            case String one -> List.of(one);
            case List<?> several -> several;
            default -> throw new LoginException("error validating claims: claim \"aud\" is no audience");
        };
        if (settings.audiences().isEmpty()) {
            if (!audiences.isEmpty()) {
                throw new LoginException(
                        "error validating claims: audience claim found in JWT but no audiences are bound");
            }
        } else if (audiences.stream().noneMatch(settings.audiences()::contains)) {
            throw new LoginException("error validating claims: aud claim does not match any bound audience");
        }
    }

    /// The values that claims are mapped to; a claim that is missing gives none.
    Map<String, String> values() throws LoginException {
        Map<String, String> values = new TreeMap<>();
        for (Map.Entry<String, String> mapping : settings.claims().entrySet()) {
            Object claim = claim(mapping.getKey());
            if (claim == null) {
                continue;
            }
            String text = text(claim);
            if (text == null) {
                throw new LoginException("error converting claim '" + mapping.getKey()
                        + "' to string from unknown type " + typeName(claim));
            }
            values.put(mapping.getValue(), text);
        }
        return values;
    }

    /// The lists that claims are mapped to; one value alone is a list of one.
    Map<String, @Nullable List<String>> lists() throws LoginException {
        Map<String, @Nullable List<String>> lists = new TreeMap<>();
        for (Map.Entry<String, String> mapping : settings.listClaims().entrySet()) {
            Object claim = claim(mapping.getKey());
            if (claim == null) {
                continue;
            }
            List<String> texts = new ArrayList<>();
            for (Object element : claim instanceof List<?> list ? list : List.of(claim)) {
                String text = text(element);
                if (text == null) {
                    throw new LoginException("value " + element + " in \"" + mapping.getKey()
                            + "\" list claim could not be parsed as string");
                }
                texts.add(text);
            }
            lists.put(mapping.getValue(), List.copyOf(texts));
        }
        return lists;
    }

    /// Whether a mapping asks for a claim that is missing.
    boolean isIncomplete() {
        return Stream.concat(settings.claims().keySet().stream(), settings.listClaims().keySet().stream())
                .anyMatch(path -> claim(path) == null);
    }

    /// What is at a path: a name at the top, or a JSON pointer.
    private @Nullable Object claim(String path) {
        if (!path.startsWith("/")) {
            return claims.get(path);
        }
        Object at = claims;
        for (String step : path.substring(1).split("/", -1)) {
            String name = step.replace("~1", "/").replace("~0", "~");
            at = switch (at) {
                case Map<?, ?> map -> map.get(name);
                case List<?> list -> element(list, name);
                case null, default -> null;
            };
        }
        return at;
    }

    private static @Nullable Object element(List<?> list, String name) {
        try {
            int index = Integer.parseInt(name);
            return index >= 0 && index < list.size() ? list.get(index) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case Boolean truth -> truth.toString();
            case Double number ->
                BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
            case Number number -> number.toString();
            case null, default -> null;
        };
    }

    private static String typeName(Object value) {
        return switch (value) {
            case Map<?, ?> _ -> "map[string]interface {}";
            case List<?> _ -> "[]interface {}";
            default -> value.getClass().getSimpleName();
        };
    }
}
