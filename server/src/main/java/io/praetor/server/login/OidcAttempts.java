package io.praetor.server.login;

import io.praetor.server.Ticker;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Those who were sent to a provider and have not come back yet, in the memory of this server: a state counts once,
/// for ten minutes, at the leader that gave it out.
///
/// Anybody may begin. Where too many do, those who began first make way: refusing the new ones would let one client
/// keep everybody out for ten minutes at a time.
public final class OidcAttempts {
    private static final long LIFE = Duration.ofMinutes(10).toNanos();
    private static final int MOST = 4096;
    private static final int SECRET_BYTES = 32;

    private static final int LONGEST_NONCE = 256;
    private static final int LARGEST_META = 2048;

    /// As many as the meta data of a service. Each takes more memory than its characters do.
    private static final int MOST_META = 64;

    private final RandomGenerator random;
    private final Ticker ticker;

    /// Oldest first. The keys are hashes, so that looking one up tells nothing by the time it takes.
    private final Map<String, OidcAttempt> waiting = new LinkedHashMap<>();

    /// @param random thread-safe, and hard to guess in production
    public OidcAttempts(RandomGenerator random, Ticker ticker) {
        this.random = random;
        this.ticker = ticker;
    }

    /// Somebody begins.
    ///
    /// @param redirectUri one that the method allows
    /// @throws LoginException when they bring more than is kept for them
    public OidcAttempt begin(String method, String redirectUri, String clientNonce, Map<String, String> meta)
            throws LoginException {
        requireShort(clientNonce.length(), LONGEST_NONCE, "ClientNonce");
        if (meta.size() > MOST_META) {
            throw new LoginException("Meta has more than " + MOST_META + " entries");
        }
        int size = 0;
        for (Map.Entry<String, String> entry : meta.entrySet()) {
            size += entry.getKey().length() + entry.getValue().length();
        }
        requireShort(size, LARGEST_META, "Meta");
        OidcAttempt attempt = new OidcAttempt(
                method, redirectUri, clientNonce, meta, secret("st_"), secret("n_"), secret(""), ticker.nanos());
        synchronized (waiting) {
            drop();
            waiting.put(key(attempt.state()), attempt);
        }
        return attempt;
    }

    /// @throws LoginException when something is too long
    static void requireShort(int length, int most, String field) throws LoginException {
        if (length > most) {
            throw new LoginException(field + " has more than " + most + " characters");
        }
    }

    /// Somebody comes back: nobody can with the same state again, whatever becomes of them.
    ///
    /// @throws LoginException when nobody began with that state, or too long ago
    public OidcAttempt end(String method, String state, String clientNonce) throws LoginException {
        OidcAttempt attempt;
        synchronized (waiting) {
            attempt = waiting.remove(key(state));
        }
        if (attempt == null
                || isOver(attempt)
                || !attempt.method().equals(method)
                || !attempt.isBegunWith(clientNonce)) {
            throw new LoginException("Invalid or expired state");
        }
        return attempt;
    }

    private boolean isOver(OidcAttempt attempt) {
        return ticker.nanos() - attempt.at() >= LIFE;
    }

    /// Makes room.
    private void drop() {
        Iterator<OidcAttempt> oldest = waiting.values().iterator();
        while (oldest.hasNext() && (isOver(oldest.next()) || waiting.size() >= MOST)) {
            oldest.remove();
        }
    }

    private String secret(String prefix) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return prefix + OidcAttempt.url(bytes);
    }

    private static String key(String state) {
        return OidcAttempt.url(OidcAttempt.hash(state));
    }
}
