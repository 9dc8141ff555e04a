package io.praetor.gossip.wire;

import io.praetor.model.ByteText;
import java.util.List;
import java.util.function.Supplier;

/// What all members of a pool must agree on, nearly (`gossip-memberlist.md` §4.4, §4.5).
///
/// @param keys           the keys as they are now, the primary one first; none: nothing is encrypted. Asked anew for
///                       every packet (`keyring::keys`)
/// @param label          the pool's label, at most 255 bytes; empty: none
/// @param compress       whether to compress what is sent; compressed messages are accepted anyway
/// @param verifyIncoming with keys: whether what is not encrypted is refused
/// @param verifyOutgoing with keys: whether what is sent is encrypted
/// @param skipInboundLabelCheck whether somebody before took the label off and checked it: a label is a fault then
public record WireSettings(
        Supplier<List<byte[]>> keys,
        String label,
        boolean compress,
        boolean verifyIncoming,
        boolean verifyOutgoing,
        boolean skipInboundLabelCheck) {

    private static final int LONGEST_LABEL = 255;

    public WireSettings {
        if (ByteText.encode(label).length > LONGEST_LABEL) {
            throw new IllegalArgumentException("label is longer than " + LONGEST_LABEL + " bytes");
        }
    }

    /// Labels are checked here.
    ///
    /// @param keys the keys as they are now, the primary one first
    public WireSettings(
            Supplier<List<byte[]>> keys,
            String label,
            boolean compress,
            boolean verifyIncoming,
            boolean verifyOutgoing) {
        this(keys, label, compress, verifyIncoming, verifyOutgoing, false);
    }

    /// Compressed, checked both ways, without a label: what Consul does.
    ///
    /// @param keys the keys as they are now, the primary one first
    public static WireSettings of(Supplier<List<byte[]>> keys) {
        return new WireSettings(keys, "", true, true, true);
    }
}
