package io.praetor.client;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer to one request: status, headers, and a body to be read once. Closing it gives the connection back, or
/// closes it when the body was not read to its end.
final class Response implements Closeable {
    /// A status line and headers beyond this are an attack or a mistake.
    private static final int HEAD_LIMIT_BYTES = 256 * 1024;

    private final int status;
    private final List<String> headers;
    private final Body body;
    private final Release release;

    /// Takes the connection back.
    interface Release {
        void done(boolean reusable) throws IOException;
    }

    private Response(int status, List<String> headers, Body body, Release release) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.release = release;
    }

    /// Reads status line and headers. Null when the connection ended before the first byte.
    static @Nullable Response read(InputStream in, Release release) throws IOException {
        Lines lines = new Lines(in);
        String line = lines.next();
        if (line == null) {
            return null;
        }
        int status = status(line);
        boolean http10 = line.startsWith("HTTP/1.0");
        List<String> headers = readHeaders(lines);
        if (status == 100) {
            // not asked for, but allowed at any time
            status = status(required(lines));
            headers = readHeaders(lines);
        }
        String connection = find(headers, "connection");
        boolean keepAlive = http10 ? "keep-alive".equalsIgnoreCase(connection) : !"close".equalsIgnoreCase(connection);
        Body body = body(in, status, headers, keepAlive);
        return new Response(status, headers, body, release);
    }

    private static Body body(InputStream in, int status, List<String> headers, boolean keepAlive) throws IOException {
        if (status == 204 || status == 304) {
            return new Body(in, 0, false, keepAlive);
        }
        if ("chunked".equalsIgnoreCase(find(headers, "transfer-encoding"))) {
            return new Body(in, 0, true, keepAlive);
        }
        String length = find(headers, "content-length");
        if (length == null) {
            return new Body(in, Long.MAX_VALUE, false, false);
        }
        try {
            long bytes = Long.parseLong(length);
            if (bytes >= 0) {
                return new Body(in, bytes, false, keepAlive);
            }
        } catch (NumberFormatException e) {
            throw new IOException("malformed HTTP response: Content-Length \"" + length + "\"", e);
        }
        throw new IOException("malformed HTTP response: Content-Length \"" + length + "\"");
    }

    private static int status(String line) throws IOException {
        int blank = line.indexOf(' ');
        if (line.startsWith("HTTP/1.") && blank > 0 && line.length() >= blank + 4) {
            try {
                return Integer.parseInt(line, blank + 1, blank + 4, 10);
            } catch (NumberFormatException e) {
                throw malformed(line, e);
            }
        }
        throw malformed(line, null);
    }

    private static IOException malformed(String line, @Nullable Throwable cause) {
        String shown = line.length() > 40 ? line.substring(0, 40) + "..." : line;
        return new IOException("malformed HTTP response \"" + shown + "\"", cause);
    }

    private static String required(Lines lines) throws IOException {
        String line = lines.next();
        if (line == null) {
            throw new EOFException("EOF");
        }
        return line;
    }

    /// Names (in lower case) and values, alternately.
    private static List<String> readHeaders(Lines lines) throws IOException {
        List<String> headers = new ArrayList<>(16);
        for (String line = required(lines); !line.isEmpty(); line = required(lines)) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw malformed(line, null);
            }
            headers.add(lowerCase(line, colon));
            headers.add(line.substring(colon + 1).trim());
        }
        return headers;
    }

    private static String lowerCase(String line, int end) {
        char[] name = new char[end];
        for (int i = 0; i < end; i++) {
            char c = line.charAt(i);
            name[i] = c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
        }
        return new String(name);
    }

    private static @Nullable String find(List<String> headers, String name) {
        for (int i = 0; i < headers.size(); i += 2) {
            if (headers.get(i).equals(name)) {
                return headers.get(i + 1);
            }
        }
        return null;
    }

    int status() {
        return status;
    }

    /// The first header of this name, which is given in lower case.
    @Nullable String header(String name) {
        return find(headers, name);
    }

    /// A header that is a number; 0 when absent or malformed.
    long number(String name) {
        String text = header(name);
        if (text == null) {
            return 0;
        }
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    InputStream body() {
        return body;
    }

    /// The whole body, which must not be larger than a limit.
    byte[] bytes(int limit) throws IOException {
        byte[] all = body.readNBytes(limit);
        if (all.length == limit && body.read() >= 0) {
            throw new IOException("the response is larger than " + limit + " bytes");
        }
        return all;
    }

    /// The start of the body as text, for messages.
    String text(int limit) throws IOException {
        return new String(body.readNBytes(limit), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        release.done(body.isReusable());
    }

    /// Reads the head byte by byte from a buffered stream; bounded.
    private static final class Lines {
        private final InputStream in;
        private final byte[] buffer = new byte[8192];
        private int total;

        Lines(InputStream in) {
            this.in = in;
        }

        @Nullable String next() throws IOException {
            byte[] line = buffer;
            int length = 0;
            while (true) {
                int c = in.read();
                if (c < 0) {
                    if (length == 0) {
                        return null;
                    }
                    throw new EOFException("unexpected EOF");
                }
                if (++total > HEAD_LIMIT_BYTES) {
                    throw new IOException(
                            "malformed HTTP response: more than " + HEAD_LIMIT_BYTES + " bytes of headers");
                }
                if (c == '\n') {
                    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
                    return new String(line, 0, end, StandardCharsets.UTF_8);
                }
                if (length == line.length) {
                    line = java.util.Arrays.copyOf(line, length * 2);
                }
                line[length++] = (byte) c;
            }
        }
    }

    /// A body delimited by length, by chunks, or by the end of the connection.
    static final class Body extends InputStream {
        private final InputStream in;
        private final boolean chunked;
        private final boolean keepAlive;
        private long left;
        private boolean ended;
        private boolean first = true;

        Body(InputStream in, long length, boolean chunked, boolean keepAlive) {
            this.in = in;
            this.left = length;
            this.chunked = chunked;
            this.keepAlive = keepAlive;
            this.ended = !chunked && length == 0;
        }

        boolean isReusable() {
            return ended && keepAlive;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!ended && chunked && left == 0) {
                nextChunk();
            }
            if (ended) {
                return -1;
            }
            int n = in.read(bytes, offset, (int) Math.min(length, left));
            if (n < 0) {
                if (left != Long.MAX_VALUE) {
                    throw new EOFException("unexpected EOF");
                }
                ended = true;
                return -1;
            }
            if (left != Long.MAX_VALUE) {
                left -= n;
            }
            ended = !chunked && left == 0;
            return n;
        }

        private void nextChunk() throws IOException {
            Lines lines = new Lines(in);
            if (!first && !required(lines).isEmpty()) {
                throw new IOException("malformed chunked encoding");
            }
            first = false;
            String line = required(lines);
            int end = line.indexOf(';');
            String size = (end < 0 ? line : line.substring(0, end)).trim();
            try {
                left = Long.parseLong(size, 16);
            } catch (NumberFormatException e) {
                throw new IOException("malformed chunked encoding", e);
            }
            if (left < 0) {
                throw new IOException("malformed chunked encoding");
            }
            if (left == 0) {
                while (!required(lines).isEmpty()) {
                    // trailers are allowed and of no use here
                }
                ended = true;
            }
        }
    }
}
