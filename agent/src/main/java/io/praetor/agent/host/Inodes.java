package io.praetor.agent.host;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// How many files a file system can hold and holds. The JDK does not tell, the C library does (`statvfs(3)`).
///
/// @param total 0 when it cannot be said
/// @param free  of them
record Inodes(long total, long free) {
    private static final Inodes UNKNOWN = new Inodes(0, 0);

    /// Of Linux on 64-bit machines: eleven words and some reserve. The sixth word is the number of files, the seventh
    /// that of free ones.
    private static final long STATVFS_BYTES = 256;

    private static final long FILES_AT = 5L * Long.BYTES;
    private static final long FREE_AT = 6L * Long.BYTES;

    /// Of the file system that a folder is in.
    static Inodes of(Path folder) {
        if (!System.getProperty("os.name", "").equals("Linux") || ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
            return UNKNOWN;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment found = arena.allocate(STATVFS_BYTES, Long.BYTES);
            MemorySegment name = arena.allocateFrom(folder.toString());
            return (int) Call.STATVFS.invokeExact(name, found) == 0
                    ? new Inodes(found.get(ValueLayout.JAVA_LONG, FILES_AT), found.get(ValueLayout.JAVA_LONG, FREE_AT))
                    : UNKNOWN;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("statvfs(3)", e);
        }
    }

    long used() {
        return total - free;
    }

    /// Linked when somebody asks for the first time.
    private static final class Call {
        private static final MethodHandle STATVFS = link();

        @SuppressWarnings("restricted") // the launcher allows native access
        private static MethodHandle link() {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("statvfs"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        }
    }
}
