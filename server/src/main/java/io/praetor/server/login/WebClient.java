package io.praetor.server.login;

import io.praetor.model.Bytes;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Calls those who know who somebody is. Bounded in time and bytes; redirects are not followed: whoever is believed is
/// at the address that an operator has written.
final class WebClient implements WebCaller {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_BYTES = 1 << 20;

    /// Each has a connection of its own, and strangers may have them begun.
    private static final int MOST_AT_ONCE = 64;

    private final HttpClient client;
    private final Duration patience;
    private final Semaphore room;

    /// @param trusted certificates in PEM of who may sign theirs; empty: those that the platform trusts
    WebClient(String trusted) throws GeneralSecurityException, IOException {
        this(trusted, PATIENCE);
    }

    /// @param patience how long a call may take as a whole
    WebClient(String trusted, Duration patience) throws GeneralSecurityException, IOException {
        this(trusted, patience, new Semaphore(MOST_AT_ONCE));
    }

    /// @param patience how long a call may take as a whole, and may wait before
    /// @param room     for calls at the same time
    WebClient(String trusted, Duration patience, Semaphore room) throws GeneralSecurityException, IOException {
        this.patience = patience;
        this.room = room;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(patience)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER);
        client = (trusted.isEmpty() ? builder : builder.sslContext(trusting(PublicKeys.certificates(trusted)))).build();
    }

    private static SSLContext trusting(List<X509Certificate> certificates)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("ca-" + i, certificates.get(i));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Override
    public Answer call(Call call) throws IOException, InterruptedException {
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(URI.create(call.url()));
        } catch (IllegalArgumentException e) {
            throw new IOException("invalid URL \"" + call.url() + "\"", e);
        }
        request.timeout(patience).header("Accept", "application/json");
        if (!call.credential().isEmpty()) {
            authorize(request, call);
        }
        Bytes body = call.body();
        if (body != null) {
            request.header("Content-Type", call.type()).POST(HttpRequest.BodyPublishers.ofByteArray(body.array()));
        }
        if (!room.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IOException("too many wait for " + call.url());
        }
        try {
            return answer(call.url(), request.build());
        } finally {
            room.release();
        }
    }

    /// The client's own complaint would show the credential, of which a provider may have written a part.
    private static void authorize(HttpRequest.Builder request, Call call) throws IOException {
        boolean sound = true;
        try {
            request.header("Authorization", call.credential());
        } catch (IllegalArgumentException _) {
            sound = false;
        }
        if (!sound) {
            throw new IOException("invalid credential for " + call.url());
        }
    }

    private Answer answer(String url, HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> coming = client.sendAsync(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MAX_BYTES));
        // the timeout of a request ends with its headers: one for the whole bounds what dribbles, too
        try {
            HttpResponse<byte[]> response = coming.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), Bytes.of(response.body()));
        } catch (TimeoutException e) {
            throw new IOException(late(url), e);
        } catch (ExecutionException e) {
            throw new IOException(explained(url, e.getCause()), e);
        } finally {
            boolean _ = coming.cancel(true);
        }
    }

    private static String late(String url) {
        return "no answer of " + url + " in time";
    }

    /// The client's own exceptions often say nothing.
    private static String explained(String url, @Nullable Throwable cause) {
        return switch (cause) {
            case HttpTimeoutException _ -> late(url);
            case ConnectException _ -> "cannot connect to " + url;
            case null -> "no answer of " + url;
            default ->
                "error asking " + url + ": "
                        + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
        };
    }
}
