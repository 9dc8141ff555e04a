package io.praetor.server.login;

import io.praetor.model.codec.DecodeException;
import io.praetor.server.Ticker;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Keys that are fetched and remembered: a JSON web key set, at an address that is configured or that an OpenID
/// provider names. A token with an unknown key has them fetched anew, but not for everybody who sends one.
final class FetchedKeys implements KeySource {
    private static final long PAUSE = Duration.ofSeconds(10).toNanos();

    private final String url;
    private final boolean discovery;
    private final WebCaller client;
    private final Ticker ticker;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Fetched known;
    private volatile @Nullable Failed failed;

    private record Key(String id, PublicKey key) {}

    private record Fetched(List<Key> keys, long at) {}

    private record Failed(String problem, long at) {}

    private FetchedKeys(String url, boolean discovery, WebCaller client, Ticker ticker) {
        this.url = url;
        this.discovery = discovery;
        this.client = client;
        this.ticker = ticker;
    }

    /// Those of a key set.
    static FetchedKeys ofSet(String url, String ca, WebCaller.Maker web, Ticker ticker) throws LoginException {
        return new FetchedKeys(url, false, client(ca, web, "JWKSURL"), ticker);
    }

    /// Those of a provider.
    static FetchedKeys ofProvider(String url, String ca, WebCaller.Maker web, Ticker ticker) throws LoginException {
        return new FetchedKeys(url, true, client(ca, web, "OIDCDiscoveryURL"), ticker);
    }

    /// Those of a provider, asked by this caller.
    static FetchedKeys ofProvider(String url, WebCaller client, Ticker ticker) {
        return new FetchedKeys(url, true, client, ticker);
    }

    /// @param field that names whom to ask
    static WebCaller client(String ca, WebCaller.Maker web, String field) throws LoginException {
        try {
            return web.trusting(ca);
        } catch (GeneralSecurityException | IOException e) {
            throw new LoginException("error checking " + field + ": could not parse CA PEM value: " + e.getMessage());
        }
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public List<PublicKey> keys(String keyId, boolean fresh) throws LoginException, InterruptedException {
        long arrival = ticker.nanos();
        Fetched now = known;
        if (now == null || (fresh && isDue(now, arrival))) {
            now = refreshed(now, arrival);
        }
        return now.keys.stream()
                .filter(key -> keyId.isEmpty() || key.id.isEmpty() || key.id.equals(keyId))
                .map(Key::key)
                .toList();
    }

    /// Whether it is some time ago that these were fetched, or could not be fetched anew.
    private boolean isDue(Fetched now, long arrival) {
        Failed last = failed;
        return arrival - now.at >= PAUSE && (last == null || arrival - last.at >= PAUSE);
    }

    /// One fetches them for all who came meanwhile, also where it fails: else they would wait one after the other for
    /// somebody who does not answer.
    @SuppressWarnings("ReferenceEquality") // another object is the sign that somebody else has fetched them meanwhile
    private Fetched refreshed(@Nullable Fetched before, long arrival) throws LoginException, InterruptedException {
        fetching.lockInterruptibly();
        try {
            Fetched now = known;
            if (now != null && now != before) {
                return now;
            }
            Failed last = failed;
            if (last != null && last.at - arrival > 0) {
                throw new LoginException(last.problem);
            }
            now = new Fetched(fetch(), ticker.nanos());
            known = now;
            return now;
        } catch (IOException | DecodeException e) {
            String field = discovery ? "OIDCDiscoveryURL" : "JWKSURL";
            String problem = "error checking " + field + ": " + e.getMessage();
            failed = new Failed(problem, ticker.nanos());
            throw new LoginException(problem);
        } finally {
            fetching.unlock();
        }
    }

    private List<Key> fetch() throws IOException, DecodeException, InterruptedException {
        Map<?, ?> set = ProviderDocument.object(
                client, discovery ? ProviderDocument.fetch(client, url).keySet() : url);
        List<Key> keys = new ArrayList<>();
        if (set.get("keys") instanceof List<?> list) {
            for (Object entry : list) {
                if (entry instanceof Map<?, ?> description) {
                    PublicKey key = PublicKeys.ofJson(description);
                    if (key != null) {
                        keys.add(new Key(description.get("kid") instanceof String id ? id : "", key));
                    }
                }
            }
        }
        return List.copyOf(keys);
    }
}
