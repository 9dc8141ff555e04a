package io.praetor.acceptance.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One connection, on which bytes are written as they are and answers are read one by one.
public final class HttpConnection implements Closeable {

    /// More than any answer the tests ask for; a server that sends more is broken.
    private static final int LONGEST_LINE_BYTES = 1 << 20;

    private final InputStream in;
    private final OutputStream out;
    private final Closeable transport;

    HttpConnection(InputStream in, OutputStream out, Closeable transport) {
        this.in = new BufferedInputStream(in);
        this.out = out;
        this.transport = transport;
    }

    static HttpConnection over(Socket socket) throws IOException {
        return new HttpConnection(socket.getInputStream(), socket.getOutputStream(), socket);
    }

    /// Sends one request on a connection of its own and reads the answer.
    public static HttpResponse exchange(Endpoint endpoint, HttpRequest request, Duration patience) throws IOException {
        try (HttpConnection connection = endpoint.connect(patience)) {
            return connection.exchange(endpoint.host(), request);
        }
    }

    /// Sends one request and reads its answer; the connection can be used again afterwards.
    public HttpResponse exchange(String host, HttpRequest request) throws IOException {
        try {
            write(request.head(host));
            write(request.payload());
        } catch (SocketException refused) {
            // The server answered without reading all of it, and closed; the answer says why.
            return read(request.method());
        }
        return read(request.method());
    }

    /// Writes bytes as they are.
    public void write(byte[] bytes) throws IOException {
        if (bytes.length > 0) {
            out.write(bytes);
            out.flush();
        }
    }

    /// Writes a text as it is, one byte per character.
    public void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Reads the next final answer; `method` is what was asked, for an answer to HEAD has no body.
    public HttpResponse read(String method) throws IOException {
        while (true) {
            String line = line();
            String[] parts = line.split(" ", 3);
            if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("\\d{3}")) {
                throw new IOException("no status line: \"%s\"".formatted(line));
            }
            int status = Integer.parseInt(parts[1]);
            List<HttpRequest.Header> headers = headers();
            if (status >= 200) {
                HttpResponse head = new HttpResponse(status, headers, new byte[0]);
                return new HttpResponse(status, headers, body(method, head));
            }
        }
    }

    /// True when the server has closed the connection and nothing more comes; waits as long as the connection's
    /// patience.
    public boolean isAtEnd() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    private byte[] body(String method, HttpResponse head) throws IOException {
        if (method.equals("HEAD") || head.status() == 204 || head.status() == 304) {
            return new byte[0];
        }
        if ("chunked".equalsIgnoreCase(head.header("Transfer-Encoding"))) {
            return chunks();
        }
        String length = head.header("Content-Length");
        return length == null ? in.readAllBytes() : exactly(Integer.parseInt(length));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = line();
            int extension = size.indexOf(';');
            int length = Integer.parseInt((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
            if (length == 0) {
                headers();
                return body.toByteArray();
            }
            body.writeBytes(exactly(length));
            if (!line().isEmpty()) {
                throw new IOException("a chunk is longer than its length");
            }
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the body ended after %d of %d bytes".formatted(bytes.length, length));
        }
        return bytes;
    }

    private List<HttpRequest.Header> headers() throws IOException {
        List<HttpRequest.Header> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new IOException("no header: \"%s\"".formatted(line));
            }
            headers.add(new HttpRequest.Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return headers;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException(
                        line.size() == 0 ? "closed without an answer" : "closed inside \"" + line + "\"");
            }
            if (line.size() == LONGEST_LINE_BYTES) {
                throw new IOException("a line of more than %d bytes".formatted(LONGEST_LINE_BYTES));
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    @Override
    public void close() throws IOException {
        transport.close();
    }
}
