package io.praetor.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a request's head says of how the message is framed, and whether that can be trusted.
///
/// @param length    of the body in bytes; 0 for none; -1 when it comes in chunks
/// @param keepAlive whether the client wants to go on using the connection
/// @param expects   whether it waits for `100 Continue` before it sends the body
record Framing(long length, boolean keepAlive, boolean expects) {
    private static final Framing NO_BODY = new Framing(0, true, false);

    /// A head that cannot be trusted; the answer, after which the connection is closed.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        final int status;

        Refused(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }
    }

    /// Judges a head that the decoder could read.
    static Framing of(HttpRequest head) throws Refused {
        HttpVersion version = head.protocolVersion();
        if (version.majorVersion() != 1) {
            throw new Refused(505, "505 HTTP Version Not Supported: unsupported protocol version");
        }
        HttpHeaders headers = head.headers();
        boolean old = version.minorVersion() == 0;
        checkHost(headers, old);
        String coding = headers.get(HttpHeaderNames.TRANSFER_ENCODING);
        long length = coding == null ? length(headers) : chunked(headers, coding, old);
        boolean expects = expects(headers, old);
        boolean keepAlive = keepAlive(headers, old);
        return length == 0 && keepAlive && !expects ? NO_BODY : new Framing(length, keepAlive, expects);
    }

    private static void checkHost(HttpHeaders headers, boolean old) throws Refused {
        Iterator<String> hosts = headers.valueStringIterator(HttpHeaderNames.HOST);
        if (!hosts.hasNext()) {
            if (!old) {
                throw new Refused(400, "400 Bad Request: missing required Host header");
            }
            return;
        }
        String host = hosts.next();
        if (hosts.hasNext()) {
            throw new Refused(400, "400 Bad Request: too many Host headers");
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == '/' || c == '\\' || c == '@' || c == '"' || c == '<' || c == '>') {
                throw new Refused(400, "400 Bad Request: malformed Host header");
            }
        }
    }

    private static long length(HttpHeaders headers) throws Refused {
        String text = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        if (text == null) {
            return 0;
        }
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || text.length() > 18) {
            throw new Refused(400, "400 Bad Request: bad Content-Length");
        }
        return Long.parseLong(text);
    }

    private static long chunked(HttpHeaders headers, String coding, boolean old) throws Refused {
        List<String> all = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        boolean known = all.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding);
        if (old || headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            throw new Refused(400, "400 Bad Request: unexpected Transfer-Encoding");
        }
        if (!known) {
            throw new Refused(501, "501 Not Implemented: unsupported transfer encoding");
        }
        return -1;
    }

    private static boolean expects(HttpHeaders headers, boolean old) throws Refused {
        String expectation = headers.get(HttpHeaderNames.EXPECT);
        if (expectation == null || expectation.isEmpty()) {
            return false;
        }
        if (!HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expectation)) {
            throw new Refused(417, "");
        }
        return !old;
    }

    private static boolean keepAlive(HttpHeaders headers, boolean old) {
        String connection = headers.get(HttpHeaderNames.CONNECTION);
        if (connection == null) {
            return !old;
        }
        if (headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)) {
            return false;
        }
        return !old || headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE, true);
    }

    /// How to answer a head that the decoder could not read.
    static Refused unreadable(@Nullable Throwable cause) {
        if (cause instanceof TooLongHttpLineException || cause instanceof TooLongHttpHeaderException) {
            return new Refused(431, "431 Request Header Fields Too Large");
        }
        return new Refused(400, "400 Bad Request");
    }
}
