package io.praetor.gossip.wire;

import io.praetor.model.ByteText;
import java.util.Arrays;

/// The label in front of everything else (`gossip-memberlist.md` §4.5): `f4 | length u8 | label`.
final class Label {
    private static final int HEAD = 2;

    private final byte[] bytes;
    private final boolean skipInboundCheck;

    Label(WireSettings settings) {
        bytes = ByteText.encode(settings.label());
        skipInboundCheck = settings.skipInboundLabelCheck();
    }

    /// The label alone, which encryption authenticates too.
    byte[] bytes() {
        return bytes;
    }

    /// How many bytes it costs.
    int overhead() {
        return bytes.length == 0 ? 0 : HEAD + bytes.length;
    }

    /// Puts it in front.
    byte[] wrap(byte[] rest) {
        if (bytes.length == 0) {
            return rest;
        }
        byte[] wrapped = new byte[overhead() + rest.length];
        wrapped[0] = (byte) MessageType.HAS_LABEL;
        wrapped[1] = (byte) bytes.length;
        System.arraycopy(bytes, 0, wrapped, HEAD, bytes.length);
        System.arraycopy(rest, 0, wrapped, overhead(), rest.length);
        return wrapped;
    }

    /// What is behind it.
    ///
    /// @throws WireException when it is another label
    byte[] unwrap(byte[] wrapped) throws WireException {
        if (wrapped.length == 0 || (wrapped[0] & 0xff) != MessageType.HAS_LABEL) {
            if (bytes.length > 0 && !skipInboundCheck) {
                throw new WireException("label is missing");
            }
            return wrapped;
        }
        if (skipInboundCheck) {
            throw new WireException("unexpected double packet label header");
        }
        if (wrapped.length < HEAD || wrapped[1] == 0 || wrapped.length < HEAD + (wrapped[1] & 0xff)) {
            throw new WireException("label is cut short");
        }
        int end = HEAD + (wrapped[1] & 0xff);
        if (!Arrays.equals(wrapped, HEAD, end, bytes, 0, bytes.length)) {
            throw new WireException("label is of another pool");
        }
        return Arrays.copyOfRange(wrapped, end, wrapped.length);
    }
}
