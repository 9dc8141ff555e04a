package io.praetor.server.fsm;

import io.praetor.model.Bytes;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A restore of which not all pieces have come. It is part of the replicated state: a snapshot of the log that falls
/// between its pieces holds those that came, so that every server decides alike on the last.
final class PendingRestore {
    /// The largest state that can be restored through the log: it is held in memory, twice for a moment.
    static final long MAX_STATE_BYTES = 2L << 30;

    private final String id;
    private final long term;
    private final List<Bytes> chunks = new ArrayList<>();
    private long size;

    /// @param term of the entry that began it; entries of another do not belong to it
    PendingRestore(String id, long term) {
        this.id = id;
        this.term = term;
    }

    String id() {
        return id;
    }

    long term() {
        return term;
    }

    /// How many pieces have come.
    int count() {
        return chunks.size();
    }

    /// @return whether there was room
    boolean add(Bytes chunk) {
        if (size + chunk.length() > MAX_STATE_BYTES) {
            return false;
        }
        size += chunk.length();
        chunks.add(chunk);
        return true;
    }

    /// The pieces so far.
    List<Bytes> chunks() {
        return List.copyOf(chunks);
    }

    Bytes sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            chunks.forEach(chunk -> digest.update(chunk.array()));
            return Bytes.of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    InputStream state() {
        List<InputStream> streams = new ArrayList<>();
        chunks.forEach(chunk -> streams.add(new ByteArrayInputStream(chunk.array())));
        return new SequenceInputStream(Collections.enumeration(streams));
    }
}
