package io.praetor.client.lock;

import io.praetor.client.Answer;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.client.Query;
import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.session.Session;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A lock for several holders. Each contender holds a key of its own below the prefix, `<prefix>/<session>`; the
/// holders among them are listed in `<prefix>/.lock`, which is changed by compare-and-set. A listed holder without a
/// contender key is gone.
public final class DistributedSemaphore extends DistributedLock {
    /// Flags of keys that belong to semaphores; the original's number.
    static final long FLAGS = 0xe0f69a2baa414de0L;

    private static final String CONFLICT = "Existing key does not match semaphore use";

    private final String prefix;
    private final String lockKey;
    private final int limit;

    /// A contender for one of the places.
    ///
    /// @param prefix   of all keys of the semaphore
    /// @param limit    how many may hold it; all contenders must agree
    /// @param nanoTime a clock that never jumps, such as `System::nanoTime`
    public DistributedSemaphore(
            ConsulClient client, String prefix, int limit, LockSettings settings, LongSupplier nanoTime)
            throws IOException {
        super(client, settings, nanoTime);
        this.prefix = (prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix) + "/";
        this.lockKey = this.prefix + ".lock";
        this.limit = limit;
    }

    /// The content of the lock key.
    private record Holders(int limit, @Nullable Map<String, Boolean> holders) {
        private static final StructCodec<Holders> CODEC = StructCodec.<Holders>of("semaphoreLock")
                .field("Limit", Codecs.INT, Holders::limit)
                .field("Holders", Codecs.map(Codecs.BOOL), Holders::holders)
                .build(v -> new Holders(v.next(), v.next()));

        /// The holders of which a contender key is left.
        Map<String, Boolean> among(Set<String> alive) {
            Map<String, Boolean> kept = new TreeMap<>();
            if (holders != null) {
                for (String holder : holders.keySet()) {
                    if (alive.contains(holder)) {
                        kept.put(holder, true);
                    }
                }
            }
            return kept;
        }
    }

    /// All keys of the semaphore at one time.
    private record State(@Nullable KvEntry lock, Holders holders, Set<String> alive, Answer<?> answer) {
        long modifyIndex() {
            return lock == null ? 0 : lock.modifyIndex();
        }
    }

    @Override
    String behavior() {
        return Session.DELETE;
    }

    @Override
    void prepare(String sessionId) throws IOException {
        boolean made;
        try {
            made = client().kv().acquire(prefix + sessionId, settings().value(), FLAGS, sessionId);
        } catch (ConsulException e) {
            throw new IOException("failed to make contender entry: " + e.getMessage(), e);
        }
        if (!made) {
            throw new IOException("failed to make contender entry: the key is held");
        }
    }

    @Override
    Attempt attempt(ConsulClient waiting, Query query, String sessionId) throws IOException {
        State state = read(waiting, query);
        if (state.holders().limit() != limit) {
            throw new LockConflictException(
                    "semaphore limit conflict (lock: " + state.holders().limit() + ", local: " + limit + ")");
        }
        Map<String, Boolean> holders = state.holders().among(state.alive());
        if (holders.containsKey(sessionId)) {
            return Attempt.ACQUIRED;
        }
        if (holders.size() >= limit) {
            return Attempt.contended(state.answer().index());
        }
        holders.put(sessionId, true);
        try {
            // refused: another contender was faster, so look again
            return store(holders, state.modifyIndex()) ? Attempt.ACQUIRED : Attempt.AGAIN;
        } catch (ConsulException e) {
            throw new IOException("failed to update lock: " + e.getMessage(), e);
        }
    }

    private boolean store(Map<String, Boolean> holders, long index) throws ConsulException {
        Bytes value = Bytes.of(Json.compact(Holders.CODEC, new Holders(limit, holders)));
        return client().kv().compareAndSet(lockKey, value, FLAGS, index);
    }

    private State read(ConsulClient from, Query query) throws IOException {
        Answer<List<KvEntry>> answer;
        try {
            answer = from.kv().list(prefix, query);
        } catch (ConsulException e) {
            throw new IOException("failed to read prefix: " + e.getMessage(), e);
        }
        KvEntry lock = null;
        Set<String> alive = new HashSet<>();
        for (KvEntry entry : answer.value()) {
            if (entry.key().equals(lockKey)) {
                lock = entry;
            } else if (!entry.session().isEmpty()) {
                alive.add(entry.session());
            }
        }
        if (lock != null && lock.flags() != FLAGS) {
            throw new LockConflictException(CONFLICT);
        }
        return new State(lock, decode(lock), alive, answer);
    }

    private Holders decode(@Nullable KvEntry lock) throws IOException {
        Bytes value = lock == null ? null : lock.value();
        if (value == null || value.length() == 0) {
            return new Holders(limit, Map.of());
        }
        try {
            return Json.parse(Holders.CODEC, value.array(), false);
        } catch (DecodeException e) {
            throw new IOException("lock decoding failed: " + e.getMessage(), e);
        }
    }

    @Override
    Answer<Boolean> check(ConsulClient waiting, Query query, String sessionId) throws IOException {
        State state;
        try {
            state = read(waiting, query);
        } catch (IOException e) {
            throw e.getCause() instanceof ConsulException cause ? cause : e;
        }
        boolean ours = state.holders().among(state.alive()).containsKey(sessionId);
        Answer<?> answer = state.answer();
        return new Answer<>(ours, answer.index(), answer.knownLeader(), answer.lastContact());
    }

    @Override
    void giveUp(String sessionId) throws IOException {
        while (true) {
            State state = read(client(), Query.DEFAULT);
            Map<String, Boolean> holders = state.holders().among(state.alive());
            if (holders.remove(sessionId) == null) {
                break;
            }
            try {
                if (store(holders, state.modifyIndex())) {
                    break;
                }
            } catch (ConsulException e) {
                throw new IOException("failed to release semaphore: " + e.getMessage(), e);
            }
        }
        client().kv().delete(prefix + sessionId);
    }

    @Override
    public boolean cleanUp() throws IOException {
        State state = read(client(), Query.DEFAULT);
        if (state.lock() == null) {
            return true;
        }
        if (!state.holders().among(state.alive()).isEmpty()) {
            return false;
        }
        try {
            return client().kv().deleteIfUnchanged(lockKey, state.modifyIndex());
        } catch (ConsulException e) {
            throw new IOException("failed to remove semaphore: " + e.getMessage(), e);
        }
    }
}
