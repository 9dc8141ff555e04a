package io.praetor.agent.systemd;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/// A real datagram socket on a Unix path, as systemd has one; reading never waits.
final class Receiver implements AutoCloseable {
    private static final int DO_NOT_WAIT = 0x40;

    private final int socket;

    private Receiver(int socket) {
        this.socket = socket;
    }

    /// @param path a file's, or an abstract name after `@`
    static Receiver at(String path) {
        try (Arena arena = Arena.ofConfined()) {
            byte[] name = path.getBytes(StandardCharsets.UTF_8);
            boolean isAbstract = name[0] == '@';
            if (isAbstract) {
                name[0] = 0;
            }
            MemorySegment address = arena.allocate(110, 2);
            address.set(JAVA_SHORT, 0, (short) 1);
            MemorySegment.copy(name, 0, address, JAVA_BYTE, 2, name.length);
            int socket = (int) link("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT))
                    .invoke(1, 2, 0);
            int bound = (int) link("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT))
                    .invoke(socket, address, 2 + name.length + (isAbstract ? 0 : 1));
            if (bound != 0) {
                throw new IllegalStateException("cannot bind " + path);
            }
            return new Receiver(socket);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// The oldest datagram nobody has read; empty when there is none.
    String next() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(4096);
            long length = (long) link("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT))
                    .invoke(socket, buffer, 4096L, DO_NOT_WAIT);
            return new String(buffer.asSlice(0, Math.max(0, length)).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            var _ = (int)
                    link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT)).invoke(socket);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("restricted") // so does the build
    private static MethodHandle link(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }
}
