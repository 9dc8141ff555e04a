package io.praetor.raft;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// Files that live as long as this object.
final class MemoryFiles implements RaftFiles {

    private final NavigableMap<String, MemoryFile> files = new ConcurrentSkipListMap<>();

    @Override
    public List<String> list() {
        return List.copyOf(files.keySet());
    }

    @Override
    public RaftFile create(String name) throws IOException {
        MemoryFile file = new MemoryFile();
        if (files.putIfAbsent(name, file) != null) {
            throw new FileAlreadyExistsException(name);
        }
        return file;
    }

    @Override
    public RaftFile open(String name) throws IOException {
        return find(name);
    }

    private MemoryFile find(String name) throws IOException {
        MemoryFile file = files.get(name);
        if (file == null) {
            throw new FileNotFoundException(name);
        }
        return file;
    }

    @Override
    public void delete(String name) {
        files.remove(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        files.put(to, find(from));
        files.remove(from);
    }

    @Override
    public void sync() {}

    @Override
    public String describe(String name) {
        return name + " in memory";
    }

    /// The pages of a file.
    private static final class MemoryFile implements RaftFile {

        private static final int PAGE = 1 << 16;

        private final List<byte[]> pages = new ArrayList<>();
        private long size;

        @Override
        public synchronized long size() {
            return size;
        }

        @Override
        public synchronized int read(ByteBuffer into, long position) {
            int start = into.position();
            long at = position;
            while (into.hasRemaining() && at < size) {
                int offset = (int) (at % PAGE);
                int length = (int) Math.min(Math.min(into.remaining(), PAGE - offset), size - at);
                into.put(pages.get((int) (at / PAGE)), offset, length);
                at += length;
            }
            return into.position() - start;
        }

        @Override
        public synchronized void write(ByteBuffer from, long position) {
            long at = position;
            while (from.hasRemaining()) {
                while (pages.size() <= at / PAGE) {
                    pages.add(new byte[PAGE]);
                }
                int offset = (int) (at % PAGE);
                int length = Math.min(from.remaining(), PAGE - offset);
                from.get(pages.get((int) (at / PAGE)), offset, length);
                at += length;
            }
            size = Math.max(size, at);
        }

        @Override
        public void force() {}

        @Override
        public void close() {}
    }
}
