package io.praetor.server.login;

import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.codec.StructCodec;
import io.praetor.server.filter.Filter;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The type `kubernetes`: service accounts that a cluster's API server knows (`acl.md` §6.2).
final class KubernetesVerifier implements BearerVerifier {
    private static final String ANNOTATION = "consul.hashicorp.com/service-name";
    private static final int USERNAME_PARTS = 4;

    private final String host;
    private final String credential;
    private final WebCaller client;

    /// A service account.
    private record Account(String namespace, String name, String uid) {
        static final StructCodec<Account> CODEC = StructCodec.<Account>of("serviceaccount")
                .field("namespace", Codecs.TEXT, Account::namespace)
                .field("name", Codecs.TEXT, Account::name)
                .field("uid", Codecs.TEXT, Account::uid)
                .build(v -> new Account(v.next(), v.next(), v.next()));

        Map<String, String> variables() {
            return Map.of(
                    "serviceaccount.namespace", namespace, "serviceaccount.name", name, "serviceaccount.uid", uid);
        }
    }

    /// What selectors look at.
    private record Fields(Account account) {
        static final StructCodec<Fields> CODEC = StructCodec.<Fields>of("kubernetes")
                .field("serviceaccount", Account.CODEC, Fields::account)
                .build(v -> new Fields(v.next()));
    }

    private KubernetesVerifier(String host, String credential, WebCaller client) {
        this.host = host;
        this.credential = credential;
        this.client = client;
    }

    static KubernetesVerifier of(AclAuthMethod method, WebCaller.Maker web) throws LoginException {
        ConfigReader config = new ConfigReader(method.config());
        String host = config.text("Host");
        String ca = config.text("CACert");
        String credential = config.text("ServiceAccountJWT");
        config.finish(method.name());
        if (host.isEmpty()) {
            throw new LoginException("Config.Host is required");
        }
        if (ca.isEmpty()) {
            throw new LoginException("Config.CACert is required");
        }
        WebCaller client;
        try {
            client = web.trusting(ca);
        } catch (GeneralSecurityException | IOException e) {
            throw new LoginException("error parsing kubernetes ca cert: " + e.getMessage());
        }
        if (credential.isEmpty()) {
            throw new LoginException("Config.ServiceAccountJWT is required");
        }
        try {
            var _ = SignedToken.parse(credential);
        } catch (LoginException e) {
            throw new LoginException("Config.ServiceAccountJWT is not a valid JWT: " + e.text());
        }
        return new KubernetesVerifier(
                host.endsWith("/") ? host.substring(0, host.length() - 1) : host, credential, client);
    }

    @Override
    public Map<String, String> noVariables() {
        return new Account("", "", "").variables();
    }

    @Override
    public @Nullable String problem(Filter selector) {
        return selector.problem(Fields.CODEC);
    }

    @Override
    public void probe() {
        // the original does not ask before the first login either
    }

    @Override
    public VerifiedIdentity verify(String bearerToken) throws LoginException, InterruptedException {
        try {
            var _ = SignedToken.parse(bearerToken);
        } catch (LoginException e) {
            throw new LoginException("failed to parse and validate JWT: " + e.text());
        }
        Account account = reviewed(bearerToken);
        Account named = annotated(account);
        Fields fields = new Fields(named);
        return new VerifiedIdentity(selector -> selector.on(Fields.CODEC).test(fields), named.variables());
    }

    private Account reviewed(String bearerToken) throws LoginException, InterruptedException {
        Map<String, @Nullable Object> review = Map.of(
                "apiVersion", "authentication.k8s.io/v1", "kind", "TokenReview", "spec", Map.of("token", bearerToken));
        Map<?, ?> reply = call(
                "/apis/authentication.k8s.io/v1/tokenreviews", Json.compact(Codecs.ANY_MAP, review), "lookup failed: ");
        Map<?, ?> status = map(reply, "status");
        if (status.get("error") instanceof String error && !error.isEmpty()) {
            throw new LoginException("lookup failed: " + error);
        }
        if (!Boolean.TRUE.equals(status.get("authenticated"))) {
            throw new LoginException("lookup failed: service account jwt not valid");
        }
        Map<?, ?> user = map(status, "user");
        String[] name = text(user, "username").split(":", -1);
        if (name.length != USERNAME_PARTS) {
            throw new LoginException("lookup failed: unexpected username format");
        }
        if (!name[0].equals("system") || !name[1].equals("serviceaccount")) {
            throw new LoginException("lookup failed: username returned is not a service account");
        }
        return new Account(name[2], name[3], text(user, "uid"));
    }

    /// An account may say under which name it serves.
    private Account annotated(Account account) throws LoginException, InterruptedException {
        String path =
                "/api/v1/namespaces/" + escaped(account.namespace()) + "/serviceaccounts/" + escaped(account.name());
        Map<?, ?> found = call(path, null, "annotation lookup failed: ");
        String name = text(map(map(found, "metadata"), "annotations"), ANNOTATION);
        return name.isEmpty() ? account : new Account(account.namespace(), name, account.uid());
    }

    private static String escaped(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8);
    }

    private Map<?, ?> call(String path, byte @Nullable [] json, String complaint)
            throws LoginException, InterruptedException {
        try {
            WebCaller.Call call = WebCaller.Call.get(host + path).as(credential);
            WebCaller.Answer answer = client.call(json == null ? call : call.posting(json));
            Map<?, ?> reply = answer.object();
            if (answer.status() / 100 != 2) {
                String message = text(reply, "message");
                throw new LoginException(
                        complaint + (message.isEmpty() ? "unexpected status " + answer.status() : message));
            }
            return reply;
        } catch (IOException | DecodeException e) {
            throw new LoginException(complaint + e.getMessage());
        }
    }

    private static Map<?, ?> map(Map<?, ?> outer, String name) {
        return outer.get(name) instanceof Map<?, ?> inner ? inner : Map.of();
    }

    private static String text(Map<?, ?> map, String name) {
        return map.get(name) instanceof String text ? text : "";
    }
}
