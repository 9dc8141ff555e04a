package io.praetor.client;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.kv.KvEntry;
import java.util.List;
import java.util.Optional;

/// Keys and values (spec/http-api.md section 9). A key has no leading `/`.
public final class Kv {
    private static final String PATH = "/v1/kv/";

    private final Calls calls;

    Kv(Calls calls) {
        this.calls = calls;
    }

    /// The entry of a key, if there is one.
    public Answer<Optional<KvEntry>> get(String key, Query query) throws ConsulException {
        return single(Request.get(PATH + key).withQuery(query));
    }

    /// The entry of a key, if there is one.
    public Optional<KvEntry> get(String key) throws ConsulException {
        return get(key, Query.DEFAULT).value();
    }

    private Answer<Optional<KvEntry>> single(Request request) throws ConsulException {
        Answer<List<KvEntry>> answer = listing(request);
        List<KvEntry> entries = answer.value();
        return new Answer<>(
                entries.isEmpty() ? Optional.empty() : Optional.of(entries.getFirst()),
                answer.index(),
                answer.knownLeader(),
                answer.lastContact());
    }

    private Answer<List<KvEntry>> listing(Request request) throws ConsulException {
        Response response = calls.find(request);
        List<KvEntry> entries = null;
        if (Calls.exists(response)) {
            entries = Calls.parse(Codecs.list(KvEntry.CODEC), Calls.body(response));
        }
        return Calls.answer(response, entries == null ? List.of() : entries);
    }

    /// The bare value of a key, if there is one: the quickest read.
    public Optional<Bytes> value(String key, Query query) throws ConsulException {
        Response response = calls.find(Request.get(PATH + key).withQuery(query).hidden("raw"));
        return Calls.exists(response) ? Optional.of(Bytes.of(Calls.body(response))) : Optional.empty();
    }

    /// All entries whose key begins with a prefix, in the order of the keys; the empty prefix means all.
    public Answer<List<KvEntry>> list(String prefix, Query query) throws ConsulException {
        return listing(Request.get(PATH + prefix).withQuery(query).with("recurse", ""));
    }

    /// The keys that begin with a prefix, cut behind the first `separator` that follows it; an empty separator cuts
    /// nothing.
    public Answer<List<String>> keys(String prefix, String separator, Query query) throws ConsulException {
        Request request = Request.get(PATH + prefix).withQuery(query).with("keys", "");
        if (!separator.isEmpty()) {
            request.with("separator", separator);
        }
        Response response = calls.find(request);
        List<String> keys = Calls.exists(response) ? Calls.parse(Codecs.TEXTS, Calls.body(response)) : null;
        return Calls.answer(response, keys == null ? List.of() : keys);
    }

    /// Writes a value, whatever is there.
    public void put(String key, Bytes value) throws ConsulException {
        put(key, value, 0);
    }

    /// Writes a value and the user's own 64 bits beside it, whatever is there.
    public void put(String key, Bytes value, long flags) throws ConsulException {
        calls.run(write(key, value, flags));
    }

    /// Writes a value if the key was last changed at this index; index 0 creates the key.
    ///
    /// @return false when the key has changed, or exists although index is 0
    public boolean compareAndSet(String key, Bytes value, long flags, long index) throws ConsulException {
        return calls.decide(write(key, value, flags).with("cas", Long.toUnsignedString(index)));
    }

    /// Writes a value and takes the key for a session.
    ///
    /// @return false when another session holds it, or its lock delay has not passed
    public boolean acquire(String key, Bytes value, long flags, String session) throws ConsulException {
        return calls.decide(write(key, value, flags).with("acquire", session));
    }

    /// Writes a value and gives the key up.
    ///
    /// @return false when the session does not hold it
    public boolean release(String key, Bytes value, long flags, String session) throws ConsulException {
        return calls.decide(write(key, value, flags).with("release", session));
    }

    private static Request write(String key, Bytes value, long flags) {
        if (key.startsWith("/")) {
            throw new IllegalArgumentException("Invalid key. Key must not begin with a '/': " + key);
        }
        Request request = Request.put(PATH + key).withBody(value);
        return flags == 0 ? request : request.with("flags", Long.toUnsignedString(flags));
    }

    /// Deletes a key; it need not exist.
    public void delete(String key) throws ConsulException {
        calls.run(Request.delete(PATH + key));
    }

    /// Deletes a key if it was last changed at this index.
    ///
    /// @return false when it has changed
    public boolean deleteIfUnchanged(String key, long index) throws ConsulException {
        return calls.decide(Request.delete(PATH + key).with("cas", Long.toUnsignedString(index)));
    }

    /// Deletes all keys that begin with a prefix.
    public void deleteAll(String prefix) throws ConsulException {
        calls.run(Request.delete(PATH + prefix).with("recurse", ""));
    }
}
