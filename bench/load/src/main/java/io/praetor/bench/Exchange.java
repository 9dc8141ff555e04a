package io.praetor.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One request on a connection of its own.
final class Exchange {
    private Exchange() {}

    /// @return the whole answer, headers first
    static byte[] bytes(InetSocketAddress address, String method, String path, byte[] body) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, 1000);
            socket.setSoTimeout(120_000);
            OutputStream out = socket.getOutputStream();
            String head = method + " " + path + " HTTP/1.1\r\nHost: b\r\nConnection: close\r\nContent-Length: "
                    + body.length + "\r\n\r\n";
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            try (InputStream in = socket.getInputStream()) {
                return in.readAllBytes();
            }
        }
    }

    /// The same as text.
    static String of(InetSocketAddress address, String method, String path, byte[] body) throws IOException {
        return new String(bytes(address, method, path, body), StandardCharsets.ISO_8859_1);
    }
}
