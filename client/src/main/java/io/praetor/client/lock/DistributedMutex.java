package io.praetor.client.lock;

import io.praetor.client.Answer;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.client.Query;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.session.Session;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;

/// A lock for one holder: whose session holds the key. The key's flags say that it is a lock, so that no other use of
/// it is mistaken for one.
public final class DistributedMutex extends DistributedLock {
    /// Flags of keys that are locks; the original's number.
    static final long FLAGS = 0x2ddccbc058a50c18L;

    private static final String CONFLICT = "Existing key does not match lock use";

    private final String key;

    /// A contender for a key.
    ///
    /// @param key      by custom ends in `/.lock`
    /// @param nanoTime a clock that never jumps, such as `System::nanoTime`
    public DistributedMutex(ConsulClient client, String key, LockSettings settings, LongSupplier nanoTime)
            throws IOException {
        super(client, settings, nanoTime);
        this.key = key;
    }

    @Override
    String behavior() {
        return Session.RELEASE;
    }

    @Override
    void prepare(String sessionId) {
        // the session is all a contender needs
    }

    @Override
    Attempt attempt(ConsulClient waiting, Query query, String sessionId) throws IOException {
        Answer<Optional<KvEntry>> now = read(waiting, query);
        if (now.value().isPresent()) {
            KvEntry entry = now.value().get();
            if (entry.flags() != FLAGS) {
                throw new LockConflictException(CONFLICT);
            }
            if (entry.session().equals(sessionId)) {
                return Attempt.ACQUIRED;
            }
            if (!entry.session().isEmpty()) {
                return Attempt.contended(now.index());
            }
        }
        try {
            if (client().kv().acquire(key, settings().value(), FLAGS, sessionId)) {
                return Attempt.ACQUIRED;
            }
        } catch (ConsulException e) {
            throw new IOException("failed to acquire lock: " + e.getMessage(), e);
        }
        // refused although it looked free: taken meanwhile, or under lock delay
        Answer<Optional<KvEntry>> after = read(client(), Query.DEFAULT);
        boolean taken =
                after.value().isPresent() && !after.value().get().session().isEmpty();
        return taken ? Attempt.contended(after.index()) : Attempt.DELAYED;
    }

    private Answer<Optional<KvEntry>> read(ConsulClient from, Query query) throws IOException {
        try {
            return from.kv().get(key, query);
        } catch (ConsulException e) {
            throw new IOException("failed to read lock: " + e.getMessage(), e);
        }
    }

    @Override
    Answer<Boolean> check(ConsulClient waiting, Query query, String sessionId) throws IOException {
        Answer<Optional<KvEntry>> now = waiting.kv().get(key, query);
        boolean ours = now.value().isPresent() && now.value().get().session().equals(sessionId);
        return new Answer<>(ours, now.index(), now.knownLeader(), now.lastContact());
    }

    @Override
    void giveUp(String sessionId) throws IOException {
        try {
            client().kv().release(key, settings().value(), FLAGS, sessionId);
        } catch (ConsulException e) {
            throw new IOException("failed to release lock: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean cleanUp() throws IOException {
        Optional<KvEntry> found = read(client(), Query.DEFAULT).value();
        if (found.isEmpty()) {
            return true;
        }
        KvEntry entry = found.get();
        if (entry.flags() != FLAGS) {
            throw new LockConflictException(CONFLICT);
        }
        if (!entry.session().isEmpty()) {
            return false;
        }
        try {
            return client().kv().deleteIfUnchanged(key, entry.modifyIndex());
        } catch (ConsulException e) {
            throw new IOException("failed to remove lock: " + e.getMessage(), e);
        }
    }
}
