package io.praetor.gossip.memberlist;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an operator can change when two members refuse each other. The reasons are the original's words, which come
/// over
/// the wire from members of any make; hence they are told apart by what they contain.
public enum Advice {
    OTHER_KEY(
            "No installed keys could decrypt the message",
            "the gossip keys differ: give both the same \"encrypt\" key, or install it with \"consul keyring\";"
                    + " a keyring file in the data directory wins over \"encrypt\""),
    KEY_HERE_ONLY(
            "remote state is not encrypted", "one of the two has no gossip key: set \"encrypt\" on both, or on none"),
    KEY_THERE_ONLY(
            "encryption is not configured", "one of the two has no gossip key: set \"encrypt\" on both, or on none"),
    OTHER_DATACENTER(
            "part of wrong datacenter",
            "set the same \"datacenter\" on both; servers of different datacenters join with \"retry_join_wan\""),
    SAME_ID(
            "has conflicting node ID",
            "give one of them another \"node_id\", or remove the file node-id from its data directory"),
    OTHER_VERSION("speaks protocol version", "upgrade the older of the two"),
    OTHER_DELEGATE_VERSION("speaks delegate version", "upgrade the older of the two");

    private static final List<Advice> ALL = List.of(values());

    private final String sign;
    private final String text;

    Advice(String sign, String text) {
        this.sign = sign;
        this.text = text;
    }

    /// What to change when this is the reason; null: nothing is known.
    public static @Nullable String on(@Nullable String reason) {
        if (reason != null) {
            for (Advice advice : ALL) {
                if (reason.contains(advice.sign)) {
                    return advice.text;
                }
            }
        }
        return null;
    }
}
