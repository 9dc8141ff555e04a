package io.praetor.agent.config;

import java.util.Arrays;

/// The secret of a gossip pool; its text form never shows it.
public final class GossipKey {
    private final byte[] bytes;

    GossipKey(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /// A copy of the secret's bytes.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// Whether the length is that of an AES key: 16, 24 or 32 bytes.
    public boolean isAesKey() {
        return bytes.length == 16 || bytes.length == 24 || bytes.length == 32;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GossipKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "GossipKey[hidden]";
    }
}
