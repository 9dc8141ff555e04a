package io.praetor.server.login;

import io.praetor.model.codec.DecodeException;
import io.praetor.server.Ticker;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One OpenID provider, as its client: the authorization code flow (OpenID Connect Core §3.1).
final class OidcProvider {
    private static final long DOCUMENT_LIFE = Duration.ofMinutes(10).toNanos();

    /// The codes of RFC 6749 §5.2 look so. Other words of a provider are not repeated: they could hold anything.
    private static final Pattern ERROR_CODE = Pattern.compile("[A-Za-z0-9_]{1,64}");

    private final OidcSettings settings;
    private final WebCaller client;
    private final Ticker ticker;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Asked last;

    /// What came of asking for the document.
    ///
    /// @param document null: it failed
    private record Asked(@Nullable ProviderDocument document, String problem, long at) {}

    /// What a code was worth.
    ///
    /// @param access what shows to the provider that it has answered for somebody; empty: none
    record Tokens(String id, String access) {
        /// Tells nothing.
        @Override
        public String toString() {
            return "Tokens";
        }
    }

    OidcProvider(OidcSettings settings, WebCaller client, Ticker ticker) {
        this.settings = settings;
        this.client = client;
        this.ticker = ticker;
    }

    /// What it says of itself, remembered for a while.
    ///
    /// @throws LoginException when it does not answer as it should
    ProviderDocument document() throws LoginException, InterruptedException {
        long arrival = ticker.nanos();
        Asked known = last;
        if (known == null || known.document == null || arrival - known.at >= DOCUMENT_LIFE) {
            known = asked(arrival);
        }
        if (known.document == null) {
            throw new LoginException("error checking OIDCDiscoveryURL: " + known.problem);
        }
        return known.document;
    }

    /// One asks for all who came meanwhile, also where it fails: else they would wait one after the other for somebody
    /// who does not answer.
    private Asked asked(long arrival) throws InterruptedException {
        asking.lockInterruptibly();
        try {
            Asked now = last;
            if (now == null || now.at - arrival < 0) {
                now = ask();
                last = now;
            }
            return now;
        } finally {
            asking.unlock();
        }
    }

    private Asked ask() throws InterruptedException {
        ProviderDocument document = null;
        String problem = "";
        try {
            document = ProviderDocument.fetch(client, settings.url());
            if (document.authorization().isEmpty() || document.token().isEmpty()) {
                document = null;
                problem = "oidc: the provider names no authorization_endpoint or no token_endpoint";
            }
        } catch (IOException | DecodeException e) {
            problem = String.valueOf(e.getMessage());
        }
        return new Asked(document, problem, ticker.nanos());
    }

    /// Where somebody signs in (§3.1.2.1).
    String authUrl(OidcAttempt attempt) throws LoginException, InterruptedException {
        String base = document().authorization();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", settings.clientId());
        query.put("redirect_uri", attempt.redirectUri());
        query.put("scope", String.join(" ", settings.scopes()));
        query.put("state", attempt.state());
        query.put("nonce", attempt.nonce());
        query.put("code_challenge", attempt.challenge());
        query.put("code_challenge_method", "S256");
        if (!settings.acrValues().isEmpty()) {
            query.put("acr_values", String.join(" ", settings.acrValues()));
        }
        return base
                + (base.contains("?") ? "&" : "?")
                + query.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + escaped(entry.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Exchanges a code (§3.1.3).
    ///
    /// @throws LoginException when the provider does not take it; the text holds nothing that was sent
    Tokens exchanged(String code, OidcAttempt attempt) throws LoginException, InterruptedException {
        ProviderDocument provider = document();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", attempt.redirectUri());
        form.put("code_verifier", attempt.verifier());
        if (provider.secretsInForms()) {
            form.put("client_id", settings.clientId());
            form.put("client_secret", settings.clientSecret());
        }
        WebCaller.Call call = WebCaller.Call.form(provider.token(), form);
        Map<?, ?> found = object(provider.secretsInForms() ? call : call.with(basic()), "error exchanging oidc code: ");
        if (!(found.get("id_token") instanceof String token)) {
            throw new LoginException("error exchanging oidc code: no id_token in the answer");
        }
        return new Tokens(token, found.get("access_token") instanceof String access ? access : "");
    }

    /// RFC 6749 §2.3.1: both are encoded as in a form first.
    private String basic() {
        String pair = URLEncoder.encode(settings.clientId(), StandardCharsets.UTF_8) + ":"
                + URLEncoder.encode(settings.clientSecret(), StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    /// What else it says of somebody (§5.3); nothing where it does not offer that.
    ///
    /// @throws LoginException when it does not answer as it should
    Map<String, @Nullable Object> userinfo(String access) throws LoginException, InterruptedException {
        String address = document().userinfo();
        return address.isEmpty() || access.isEmpty()
                ? Map.of()
                : object(WebCaller.Call.get(address).as(access), "error reading userinfo: ");
    }

    private Map<String, @Nullable Object> object(WebCaller.Call call, String complaint)
            throws LoginException, InterruptedException {
        WebCaller.Answer answer;
        try {
            answer = client.call(call);
        } catch (IOException e) {
            throw new LoginException(complaint + e.getMessage());
        }
        Map<String, @Nullable Object> found = null;
        try {
            found = answer.object();
        } catch (DecodeException _) {
            // what it says instead could hold a secret
        }
        if (answer.status() != 200) {
            boolean named = found != null
                    && found.get("error") instanceof String error
                    && ERROR_CODE.matcher(error).matches();
            throw new LoginException(complaint + "unexpected status " + answer.status()
                    + (named && found != null ? " (" + found.get("error") + ")" : ""));
        }
        if (found == null) {
            throw new LoginException(complaint + "the answer is no JSON object");
        }
        return found;
    }
}
