package io.praetor.rpc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;

/// The other end of a pool, byte by byte: one connection is accepted.
final class ScriptedServer implements AutoCloseable {
    private static final HexFormat HEX = HexFormat.of();

    private final ServerSocket listener;
    private Socket socket;

    ScriptedServer() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        listener.setSoTimeout(30_000);
        socket = new Socket();
    }

    RpcClient.Server server() {
        return new RpcClient.Server("scripted", "dc1", (InetSocketAddress) listener.getLocalSocketAddress());
    }

    void accept() throws IOException {
        socket = listener.accept();
        socket.setSoTimeout(30_000);
    }

    String read(int bytes) throws IOException {
        return HEX.formatHex(socket.getInputStream().readNBytes(bytes));
    }

    /// Whether the client has closed the connection.
    boolean isAtEnd() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    void write(String hex) throws IOException {
        socket.getOutputStream().write(HEX.parseHex(hex));
    }

    @Override
    public void close() throws IOException {
        socket.close();
        listener.close();
    }
}
