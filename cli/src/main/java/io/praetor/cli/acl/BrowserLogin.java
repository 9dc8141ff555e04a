package io.praetor.cli.acl;

import io.praetor.cli.base.ChildInput;
import io.praetor.cli.base.Context;
import io.praetor.client.Acl;
import io.praetor.model.acl.AclOidcAuthUrlParams;
import io.praetor.model.acl.AclOidcCallbackParams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Signs in with an OpenID provider: a person does so in a browser, which comes back to this machine with a code that
/// is worth a token.
final class BrowserLogin {
    private static final String FAILED = "Error logging in";

    /// As long as servers remember who began.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final int NONCE_BYTES = 32;

    /// The codes of RFC 6749 §4.1.2.1 look so. Other words could hold anything, and go to a terminal.
    private static final Pattern ERROR_CODE = Pattern.compile("[A-Za-z0-9_]{1,64}");

    private final String host;
    private final InetAddress address;
    private final int port;

    /// What to do with the secret of the new token.
    @FunctionalInterface
    interface Sink {
        void take(String secret) throws Refusal;
    }

    private BrowserLogin(String host, InetAddress address, int port) {
        this.host = host;
        this.address = address;
        this.port = port;
    }

    /// @param listen `host:port` of this machine; the host is what the provider's settings call it
    static BrowserLogin listeningAt(String listen) throws Refusal {
        int colon = listen.lastIndexOf(':');
        try {
            String host = colon <= 0 ? "localhost" : listen.substring(0, colon);
            InetAddress address = host.equals("localhost")
                    ? InetAddress.ofLiteral("127.0.0.1")
                    : InetAddress.ofLiteral(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
            int port = Integer.parseInt(listen.substring(colon + 1));
            if (address.isLoopbackAddress() && port >= 0 && port <= 0xFFFF) {
                return new BrowserLogin(host, address, port);
            }
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException _) {
            // said below
        }
        throw Refusal.of("Invalid '-oidc-callback-listen-addr' value \"" + listen
                + "\": want a host and a port of this machine only, such as localhost:8550");
    }

    void run(String method, Map<String, String> meta, Acl acl, Sink sink, Context context) throws Refusal {
        try (CallbackListener listener = CallbackListener.at(address, port)) {
            byte[] random = new byte[NONCE_BYTES];
            context.system().secureRandom().nextBytes(random);
            String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            String redirect = "http://" + host + ":" + listener.port() + CallbackListener.PATH;
            String url = checked(acl.oidcAuthUrl(new AclOidcAuthUrlParams(method, redirect, nonce, meta)));
            context.out().line("Sign in with a browser at:\n\n    " + url + "\n");
            context.out().flush();
            open(url, context);
            CallbackListener.Visit back = awaited(listener, state(url));
            boolean signedIn = false;
            try {
                String code = code(back);
                sink.take(acl.oidcCallback(new AclOidcCallbackParams(method, back.said("state"), code, nonce))
                        .secretId());
                signedIn = true;
            } finally {
                back.answer(signedIn);
            }
        } catch (IOException e) {
            throw Refusal.of(FAILED, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of(FAILED + ": interrupted");
        }
    }

    /// It goes to a terminal and to a browser.
    private static String checked(String url) throws Refusal {
        try {
            URI uri = new URI(url);
            if (("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri.toASCIIString();
            }
        } catch (URISyntaxException _) {
            // said below
        }
        throw Refusal.of(FAILED + ": the agent did not say where to sign in");
    }

    private static String state(String url) {
        String query = String.valueOf(URI.create(url).getRawQuery());
        for (String field : query.split("&", -1)) {
            if (field.startsWith("state=")) {
                return URLDecoder.decode(field.substring("state=".length()), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    /// Whoever comes with another state was not sent by us: any page can send a browser here.
    private static CallbackListener.Visit awaited(CallbackListener listener, String state)
            throws Refusal, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            CallbackListener.@Nullable Visit visit = listener.next(Duration.ofNanos(deadline - System.nanoTime()));
            if (visit == null) {
                throw Refusal.of(FAILED + ": nobody signed in within " + PATIENCE.toMinutes() + " minutes");
            }
            if (MessageDigest.isEqual(
                    visit.said("state").getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8))) {
                return visit;
            }
            visit.answer(false);
        }
    }

    private static String code(CallbackListener.Visit back) throws Refusal {
        String code = back.said("code");
        if (!code.isEmpty()) {
            return code;
        }
        String error = back.said("error");
        throw Refusal.of(FAILED + ": the provider sent no code"
                + (ERROR_CODE.matcher(error).matches() ? " (" + error + ")" : ""));
    }

    /// Shows the page where there is a desktop; elsewhere, and where that fails, people do it themselves.
    private static void open(String url, Context context) {
        Map<String, String> environment = context.environment();
        boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
        boolean desktop = mac
                ? !environment.containsKey("SSH_CONNECTION")
                : environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
        if (desktop) {
            try {
                var _ = context.system()
                        .startChild(List.of(mac ? "open" : "xdg-open", url), Map.of(), ChildInput.EMPTY);
            } catch (IOException _) {
                // the address is on the screen
            }
        }
    }
}
