package io.praetor.agent.check.probe;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// The five calls of the C library that running scripts safely needs and the JDK does not have: named pipes read
/// without blocking, and signals to process groups. Used for the first time when the first script runs.
final class Posix {
    /// The signal nobody can ignore.
    static final int SIGKILL = 9;

    private static final boolean LINUX = System.getProperty("os.name", "").equals("Linux");
    private static final int O_NONBLOCK = LINUX ? 0x800 : 0x4;
    private static final int O_CLOEXEC = LINUX ? 0x80000 : 0x1000000;
    private static final int EAGAIN = LINUX ? 11 : 35;
    private static final int EINTR = 4;
    private static final int OWNER_ONLY = 0600;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final FunctionDescriptor INTS =
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private static final FunctionDescriptor PATH_AND_INT =
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);

    private static final MethodHandle KILL = function("kill", INTS);
    private static final MethodHandle MKFIFO = function("mkfifo", PATH_AND_INT);
    private static final MethodHandle OPEN = function("open", PATH_AND_INT);
    private static final MethodHandle CLOSE =
            function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle READ = function(
            "read",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));

    private Posix() {}

    // what the signatures say is what the C library has
    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor type) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), type, Linker.Option.captureCallState("errno"));
    }

    /// Sends a signal to all processes of a group; without effect when there are none.
    static void killGroup(long leader, int signal) {
        // a group of 0 or 1 would be the agent's own, or everybody
        if (leader <= 1 || leader > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("no group of a child: " + leader);
        }
        try (Arena arena = Arena.ofConfined()) {
            int _ = (int) KILL.invokeExact(arena.allocate(STATE), (int) -leader, signal);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /// Makes a named pipe for its owner alone, and opens it for reading; nobody needs to write yet.
    ///
    /// @return a file descriptor, to be closed by the caller
    static int openNewPipe(Path path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment name = arena.allocateFrom(path.toString());
            if ((int) MKFIFO.invokeExact(state, name, OWNER_ONLY) != 0) {
                throw new IOException("mkfifo " + path + ": error " + errno(state));
            }
            int file = (int) OPEN.invokeExact(state, name, O_NONBLOCK | O_CLOEXEC);
            if (file < 0) {
                throw new IOException("open " + path + ": error " + errno(state));
            }
            return file;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /// Reads what is there, without waiting.
    ///
    /// @param buffer direct; filled from its start, its limit then is the end of what was read
    /// @return false when nobody can write any more and everything has been read
    static boolean read(int file, ByteBuffer buffer) throws IOException {
        buffer.clear();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long count = (long) READ.invokeExact(state, file, MemorySegment.ofBuffer(buffer), (long) buffer.capacity());
            buffer.limit((int) Math.max(0, count));
            if (count >= 0) {
                return count > 0;
            }
            int error = errno(state);
            if (error != EAGAIN && error != EINTR) {
                throw new IOException("read: error " + error);
            }
            return true;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /// Closes a file descriptor.
    static void close(int file) {
        try (Arena arena = Arena.ofConfined()) {
            int _ = (int) CLOSE.invokeExact(arena.allocate(STATE), file);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    private static RuntimeException failed(Throwable e) {
        return switch (e) {
            case Error error -> throw error;
            case RuntimeException own -> own;
            default -> new IllegalStateException(e);
        };
    }
}
