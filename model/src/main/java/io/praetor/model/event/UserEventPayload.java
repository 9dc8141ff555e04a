package io.praetor.model.event;

import io.praetor.model.ByteText;
import io.praetor.model.Bytes;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;
import org.jspecify.annotations.Nullable;

/// A user event inside a gossip message (`gossip-serf.md` §11.4): MessagePack as it is since 2013, with short texts and
/// byte strings apart, unlike everything else of the protocol. What is empty is left out.
public final class UserEventPayload {
    private static final int SHORT = 32;
    private static final int BYTE = 1 << 8;
    private static final int MAX = 1 << 16;

    private UserEventPayload() {}

    /// The bytes of an event; its time travels outside.
    ///
    /// @throws IllegalArgumentException when a text or the payload has 64 KiB or more, which no message carries
    public static byte[] encode(UserEvent event) {
        Bytes payload = event.payload();
        boolean bare = payload == null || payload.length() == 0;
        int fields = 3
                + (event.nodeFilter().isEmpty() ? 0 : 1)
                + (bare ? 0 : 1)
                + (event.serviceFilter().isEmpty() ? 0 : 1)
                + (event.tagFilter().isEmpty() ? 0 : 1);
        PackWriter out = new PackWriter();
        out.mapHead(fields);
        text(out, "ID");
        text(out, event.id());
        text(out, "n");
        text(out, event.name());
        optional(out, "nf", event.nodeFilter());
        if (payload != null && !bare) {
            text(out, "p");
            bytes(out, payload.array());
        }
        optional(out, "sf", event.serviceFilter());
        optional(out, "tf", event.tagFilter());
        text(out, "v");
        out.integer(event.version());
        return out.toBytes();
    }

    private static void optional(PackWriter out, String key, String value) {
        if (!value.isEmpty()) {
            text(out, key);
            text(out, value);
        }
    }

    private static void text(PackWriter out, String value) {
        byte[] bytes = ByteText.encode(value);
        if (bytes.length < SHORT) {
            out.rawByte(0xa0 | bytes.length);
        } else {
            head(out, bytes.length, 0xd9);
        }
        out.rawBytes(bytes);
    }

    private static void bytes(PackWriter out, byte[] value) {
        head(out, value.length, 0xc4);
        out.rawBytes(value);
    }

    /// @param code of the form with one byte of length; that with two follows it
    private static void head(PackWriter out, int length, int code) {
        if (length >= MAX) {
            throw new IllegalArgumentException("expected less than " + MAX + " bytes, got " + length);
        }
        if (length < BYTE) {
            out.rawByte(code);
        } else {
            out.rawByte(code + 1);
            out.rawByte(length >>> 8);
        }
        out.rawByte(length & 0xff);
    }

    /// Reads an event.
    ///
    /// @param lTime when it was told
    /// @throws DecodeException when the bytes are none
    public static UserEvent decode(byte[] payload, long lTime) throws DecodeException {
        PackReader in = new PackReader(payload);
        UserEvent event = new UserEvent("", "", null, "", "", "", 0, lTime);
        for (int left = in.mapHead(); left > 0; left--) {
            event = field(event, in.text(), in);
        }
        return event;
    }

    private static UserEvent field(UserEvent event, String key, PackReader in) throws DecodeException {
        String id = event.id();
        String name = event.name();
        Bytes payload = event.payload();
        String nodes = event.nodeFilter();
        String services = event.serviceFilter();
        String tags = event.tagFilter();
        int version = event.version();
        switch (key) {
            case "ID" -> id = in.text();
            case "n" -> name = in.text();
            case "p" -> payload = wrapped(in.raw());
            case "nf" -> nodes = in.text();
            case "sf" -> services = in.text();
            case "tf" -> tags = in.text();
            case "v" -> version = (int) in.integer();
            default -> in.skip();
        }
        return new UserEvent(id, name, payload, nodes, services, tags, version, event.lTime());
    }

    private static @Nullable Bytes wrapped(byte @Nullable [] bytes) {
        return bytes == null ? null : Bytes.of(bytes);
    }
}
