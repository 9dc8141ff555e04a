package io.praetor.agent.unix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A unix datagram socket that sends to one name (unix(7)). The Java library has none, so this calls the C library, on
/// Linux. Not thread-safe.
public final class UnixDatagrams implements AutoCloseable {
    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x8_0000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    /// Bytes of `sun_path`, behind the two of the family.
    private static final int MAX_PATH = 108;

    private final int descriptor;
    private boolean closed;

    private UnixDatagrams(int descriptor) {
        this.descriptor = descriptor;
    }

    /// Opens a socket to whoever listens.
    ///
    /// @param name a file's path, or a name in the abstract namespace after `@`
    /// @throws IOException when nobody does, with what the system says
    public static UnixDatagrams connect(String name) throws IOException {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).equals("linux")) {
            throw new IOException("only Linux is known to have such sockets as this program needs them");
        }
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        boolean isAbstract = name.startsWith("@");
        if (path.length < 2 || path.length >= MAX_PATH || !(isAbstract || name.startsWith("/"))) {
            throw new IOException("\"" + name + "\" is no name of a socket");
        }
        if (isAbstract) {
            path[0] = 0;
        }
        UnixDatagrams made = new UnixDatagrams(Calls.run(
                "socket", errno -> (int) Calls.SOCKET.invokeExact(errno, (int) AF_UNIX, SOCK_DGRAM_CLOEXEC, 0)));
        boolean connected = false;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(Short.BYTES + MAX_PATH, Short.BYTES);
            address.set(JAVA_SHORT, 0, AF_UNIX);
            MemorySegment.copy(path, 0, address, JAVA_BYTE, Short.BYTES, path.length);
            // the terminating zero belongs to the length of a path, but would be a part of an abstract name
            int length = Short.BYTES + path.length + (isAbstract ? 0 : 1);
            var _ = Calls.run(
                    "connect", errno -> (int) Calls.CONNECT.invokeExact(errno, made.descriptor, address, length));
            connected = true;
            return made;
        } finally {
            if (!connected) {
                made.close();
            }
        }
    }

    /// Sends one datagram, without waiting for a receiver whose queue is full.
    ///
    /// @throws IOException when it could not be sent: nobody listens any more, or takes them too slowly
    public void send(byte[] bytes) throws IOException {
        send(bytes, MSG_DONTWAIT);
    }

    /// Sends one datagram; waits only while the receiver's queue is full.
    ///
    /// @throws IOException when nobody gets it
    public void sendPatiently(byte[] bytes) throws IOException {
        send(bytes, 0);
    }

    private void send(byte[] bytes, int flags) throws IOException {
        if (closed) {
            // the number may be somebody else's connection by now
            throw new IOException("the socket is closed");
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocateFrom(JAVA_BYTE, bytes);
            // a datagram goes as a whole or not at all
            var _ = Calls.run("send", errno -> (int)
                    (long) Calls.SEND.invokeExact(errno, descriptor, data, (long) bytes.length, flags | MSG_NOSIGNAL));
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            var _ = Calls.run("close", errno -> (int) Calls.CLOSE.invokeExact(errno, descriptor));
        }
    }

    /// The system calls; linked when the first socket is made, because most agents make none.
    private static final class Calls {
        private static final StructLayout ERRNO_LAYOUT = Linker.Option.captureStateLayout();
        private static final VarHandle ERRNO = ERRNO_LAYOUT.varHandle(PathElement.groupElement("errno"));
        static final MethodHandle SOCKET =
                link("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        static final MethodHandle CONNECT =
                link("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
        static final MethodHandle SEND =
                link("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        static final MethodHandle CLOSE = link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

        private Calls() {}

        @FunctionalInterface
        private interface Call {
            int run(MemorySegment errno) throws Throwable;
        }

        @SuppressWarnings("restricted") // the launcher allows native access
        private static MethodHandle link(String name, FunctionDescriptor type) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(
                    linker.defaultLookup().findOrThrow(name), type, Linker.Option.captureCallState("errno"));
        }

        /// @return what the call returned, never negative
        static int run(String name, Call call) throws IOException {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment errno = arena.allocate(ERRNO_LAYOUT);
                int result = call.run(errno);
                if (result < 0) {
                    throw new IOException(name + ": " + reason((int) ERRNO.get(errno, 0L)));
                }
                return result;
            } catch (IOException e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(name + "(2)", e);
            }
        }

        private static String reason(int errno) {
            return switch (errno) {
                case 2 -> "no such file or directory";
                case 11 -> "the receiver takes them too slowly";
                case 13 -> "permission denied";
                case 111 -> "connection refused";
                default -> "errno " + errno;
            };
        }
    }
}
