package io.praetor.acceptance.rpc;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/// The client's side of a yamux session with one stream at a time (`rpc.md` §2). Answers smaller than a window only.
final class Session implements Closeable {
    private static final int DATA = 0;
    private static final int WINDOW_UPDATE = 1;
    private static final int SYN = 1;
    private static final int CLOSED = 4 | 8;

    private final Socket socket;
    private final DataInputStream in;
    private int stream;
    private boolean over;
    private byte[] rest = {};
    private int read;

    /// The stream's bytes; ends when the server closes the stream.
    private final InputStream answers = new InputStream() {
        @Override
        public int read() throws IOException {
            while (read == rest.length) {
                if (over) {
                    return -1;
                }
                take();
            }
            return rest[read++] & 0xff;
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int first = read();
            if (first < 0) {
                return -1;
            }
            to[from] = (byte) first;
            int more = Math.min(length - 1, rest.length - read);
            System.arraycopy(rest, read, to, from + 1, more);
            read += more;
            return 1 + more;
        }
    };

    Session(int port, int patienceMillis) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(patienceMillis);
        in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream().write(4);
    }

    /// Opens another stream, which is spoken on from then on.
    void open() throws IOException {
        stream += stream == 0 ? 1 : 2;
        over = false;
        rest = new byte[0];
        read = 0;
        frame(WINDOW_UPDATE, SYN, new byte[0]);
    }

    void send(byte[] bytes) throws IOException {
        frame(DATA, 0, bytes);
    }

    Values answers() {
        return new Values(answers);
    }

    private void frame(int type, int flags, byte[] bytes) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(frame);
        out.writeByte(0);
        out.writeByte(type);
        out.writeShort(flags);
        out.writeInt(stream);
        out.writeInt(bytes.length);
        out.write(bytes);
        socket.getOutputStream().write(frame.toByteArray());
    }

    private void take() throws IOException {
        int version = in.readUnsignedByte();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedShort();
        int id = in.readInt();
        int length = in.readInt();
        if (version != 0 || type > 3) {
            throw new IOException("no frame: version %d type %d".formatted(version, type));
        }
        byte[] data = in.readNBytes(type == DATA ? length : 0);
        if (type == DATA && data.length < length) {
            throw new EOFException();
        }
        if (id == stream) {
            rest = data;
            read = 0;
            over |= (flags & CLOSED) != 0;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
