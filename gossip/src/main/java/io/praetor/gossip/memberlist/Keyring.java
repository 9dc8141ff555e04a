package io.praetor.gossip.memberlist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keys that members encrypt with: the first is used for sending, all are tried for receiving
/// (`gossip-memberlist.md` §4.4). An empty ring: nothing is encrypted. Readers may be on any thread.
public final class Keyring {

    /// AES-128, AES-192, AES-256.
    private static final Set<Integer> LENGTHS = Set.of(16, 24, 32);

    private volatile List<byte[]> keys;

    /// @param keys the primary one first; each 16, 24 or 32 bytes
    /// @throws IllegalArgumentException with a line for people
    public Keyring(List<byte[]> keys) {
        keys.forEach(Keyring::check);
        this.keys = keys.stream().map(byte[]::clone).toList();
    }

    private static void check(byte[] key) {
        if (!LENGTHS.contains(key.length)) {
            throw new IllegalArgumentException("key size must be 16, 24 or 32 bytes");
        }
    }

    /// Whether there is a key.
    public boolean isEnabled() {
        return !keys.isEmpty();
    }

    /// The keys, the primary one first; not to be changed.
    public List<byte[]> keys() {
        return keys;
    }

    /// The key to send with.
    public byte @Nullable [] primary() {
        List<byte[]> now = keys;
        return now.isEmpty() ? null : now.getFirst();
    }

    /// Adds a key behind the others; one that is there already stays where it is.
    ///
    /// @throws IllegalArgumentException with a line for people
    public synchronized void install(byte[] key) {
        check(key);
        if (find(key) < 0) {
            List<byte[]> changed = new ArrayList<>(keys);
            changed.add(key.clone());
            keys = List.copyOf(changed);
        }
    }

    /// Makes an installed key the one to send with.
    ///
    /// @throws IllegalArgumentException with a line for people
    public synchronized void use(byte[] key) {
        int place = find(key);
        if (place < 0) {
            throw new IllegalArgumentException("Requested key is not in the keyring");
        }
        List<byte[]> changed = new ArrayList<>(keys);
        changed.addFirst(changed.remove(place));
        keys = List.copyOf(changed);
    }

    /// Removes a key; one that is not there is no matter.
    ///
    /// @throws IllegalArgumentException with a line for people, for the primary one
    public synchronized void remove(byte[] key) {
        int place = find(key);
        if (place == 0) {
            throw new IllegalArgumentException("Removing the primary key is not allowed");
        }
        if (place > 0) {
            List<byte[]> changed = new ArrayList<>(keys);
            changed.remove(place);
            keys = List.copyOf(changed);
        }
    }

    private int find(byte[] key) {
        for (int i = 0; i < keys.size(); i++) {
            if (Arrays.equals(keys.get(i), key)) {
                return i;
            }
        }
        return -1;
    }
}
