package io.praetor.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.praetor.http.route.FrontSettings;
import io.praetor.http.route.Meta;
import io.praetor.http.route.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the heads of responses, straight into the buffer that goes to the socket.
final class HeadWriter {
    private static final byte[] NEW_LINE = ascii("\r\n");
    private static final byte[] CONTENT_TYPE = ascii("Content-Type: ");
    private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");
    private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
    private static final byte[] GZIP = ascii("Content-Encoding: gzip\r\n");
    private static final byte[] VARY = ascii("Vary: Accept-Encoding\r\n");
    private static final byte[] TRANSLATE = ascii("X-Consul-Translate-Addresses: true\r\n");
    private static final byte[] INDEX = ascii("X-Consul-Index: ");
    private static final byte[] KNOWN_LEADER = ascii("X-Consul-Knownleader: true\r\n");
    private static final byte[] NO_KNOWN_LEADER = ascii("X-Consul-Knownleader: false\r\n");
    private static final byte[] LAST_CONTACT = ascii("X-Consul-Lastcontact: ");
    private static final byte[] CONSISTENCY = ascii("X-Consul-Effective-Consistency: ");
    private static final byte[] FILTERED = ascii("X-Consul-Results-Filtered-By-Acls: true\r\n");
    private static final byte[] DATE = ascii("Date: ");
    private static final byte[] CLOSE = ascii("Connection: close\r\n");
    private static final byte[] KEEP_ALIVE = ascii("Connection: keep-alive\r\n");
    private static final byte[][] STATUS_LINES = new byte[600][];

    static {
        for (int status = 100; status < STATUS_LINES.length; status++) {
            STATUS_LINES[status] = ascii("HTTP/1.1 " + HttpResponseStatus.valueOf(status) + "\r\n");
        }
    }

    private final byte[] configured;
    private final boolean translate;

    HeadWriter(FrontSettings settings) {
        StringBuilder lines = new StringBuilder();
        for (Reply.Field field : settings.responseHeaders()) {
            lines.append(field.name())
                    .append(": ")
                    .append(oneLine(field.value()))
                    .append("\r\n");
        }
        configured = lines.toString().getBytes(StandardCharsets.UTF_8);
        translate = settings.translateAddresses();
    }

    /// How the connection goes on after a response.
    enum Afterwards {
        /// As HTTP/1.1 does by default.
        OPEN,
        /// An HTTP/1.0 client asked for it.
        KEPT_ALIVE,
        /// It ends here.
        CLOSED
    }

    /// The length of a body that comes in chunks.
    static final long CHUNKS = -1;

    /// The length of a body that ends with the connection.
    static final long UNTIL_CLOSE = -2;

    /// At most how many bytes a head needs, apart from the fields in `extra`.
    int capacity() {
        return 450 + configured.length;
    }

    /// Writes the head of an answer.
    void write(ByteBuf out, Rendered reply, boolean isEndpoint, Afterwards afterwards, byte[] date) {
        start(out, reply.status, reply.contentType, reply.meta);
        if (reply.gzipped) {
            out.writeBytes(GZIP);
        }
        finish(out, reply.extra, isEndpoint, afterwards, date, reply.content.length);
    }

    /// Writes the head of an answer whose body follows piece by piece.
    void writeStreamed(
            ByteBuf out,
            CharSequence contentType,
            @Nullable Meta meta,
            boolean gzip,
            Afterwards afterwards,
            byte[] date,
            long length) {
        start(out, 200, contentType, meta);
        if (gzip) {
            out.writeBytes(GZIP);
        }
        finish(out, List.of(), true, afterwards, date, length);
    }

    private static void start(ByteBuf out, int status, @Nullable CharSequence contentType, @Nullable Meta meta) {
        out.writeBytes(STATUS_LINES[status]);
        if (contentType != null) {
            out.writeBytes(CONTENT_TYPE);
            text(out, contentType);
            out.writeBytes(NEW_LINE);
        }
        if (meta != null) {
            write(out, meta);
        }
    }

    private void finish(
            ByteBuf out, List<Reply.Field> extra, boolean isEndpoint, Afterwards afterwards, byte[] date, long length) {
        if (isEndpoint) {
            out.writeBytes(VARY);
            if (translate) {
                out.writeBytes(TRANSLATE);
            }
        }
        for (int i = 0; i < extra.size(); i++) {
            Reply.Field field = extra.get(i);
            text(out, field.name());
            out.writeByte(':').writeByte(' ');
            text(out, field.value());
            out.writeBytes(NEW_LINE);
        }
        out.writeBytes(configured);
        out.writeBytes(DATE).writeBytes(date).writeBytes(NEW_LINE);
        if (length >= 0) {
            out.writeBytes(CONTENT_LENGTH);
            number(out, length);
            out.writeBytes(NEW_LINE);
        } else if (length == CHUNKS) {
            out.writeBytes(CHUNKED);
        }
        switch (afterwards) {
            case OPEN -> {}
            case KEPT_ALIVE -> out.writeBytes(KEEP_ALIVE);
            case CLOSED -> out.writeBytes(CLOSE);
        }
        out.writeBytes(NEW_LINE);
    }

    private static void write(ByteBuf out, Meta meta) {
        if (meta.index() != 0) {
            out.writeBytes(INDEX);
            number(out, meta.index());
            out.writeBytes(NEW_LINE);
        }
        out.writeBytes(meta.knownLeader() ? KNOWN_LEADER : NO_KNOWN_LEADER);
        out.writeBytes(LAST_CONTACT);
        number(out, meta.lastContactMillis());
        out.writeBytes(NEW_LINE);
        String consistency = meta.effectiveConsistency();
        if (consistency != null) {
            out.writeBytes(CONSISTENCY);
            text(out, consistency);
            out.writeBytes(NEW_LINE);
        }
        if (meta.filtered()) {
            out.writeBytes(FILTERED);
        }
    }

    /// An unsigned number in decimal.
    private static void number(ByteBuf out, long number) {
        if (number >= 0 && number < 10) {
            out.writeByte((byte) ('0' + number));
            return;
        }
        text(out, Long.toUnsignedString(number));
    }

    /// Text of one line; what would end the line becomes a space, so that no value can add a header.
    private static void text(ByteBuf out, CharSequence text) {
        boolean plain = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain &= c >= ' ' && c < 0x7F;
        }
        if (plain) {
            out.writeCharSequence(text, StandardCharsets.US_ASCII);
        } else {
            out.writeCharSequence(oneLine(text), StandardCharsets.UTF_8);
        }
    }

    private static String oneLine(CharSequence text) {
        return text.toString().replace('\r', ' ').replace('\n', ' ');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
