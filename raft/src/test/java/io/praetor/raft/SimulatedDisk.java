package io.praetor.raft;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// A disk with a page cache: what was written but not forced may be lost at a crash, sector by sector, and what was
/// renamed but not synced may not have happened. It can run full, fail, and crash in the middle of an operation. A
/// failed force loses what it should have stored, as Linux does: the next one succeeds and stores nothing of it.
final class SimulatedDisk implements RaftFiles {

    /// Thrown where the machine stops.
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final int SECTOR = 512;

    private final RandomGenerator random;
    private TreeMap<String, SimulatedFile> names = new TreeMap<>();
    private TreeMap<String, SimulatedFile> syncedNames = new TreeMap<>();
    private long capacity = Long.MAX_VALUE;
    private int failures;
    private String failure = "";
    private long operationsUntilCrash = Long.MAX_VALUE;

    SimulatedDisk(RandomGenerator random) {
        this.random = random;
    }

    /// Bytes that fit.
    synchronized void capacity(long bytes) {
        capacity = bytes;
    }

    /// Makes the next `count` writes and forces fail.
    synchronized void fail(int count, String message) {
        failures = count;
        failure = message;
    }

    /// Makes the machine stop at one of the operations to come.
    synchronized void crashAfter(long operations) {
        operationsUntilCrash = operations;
    }

    synchronized long used() {
        return names.values().stream().mapToLong(file -> file.size).sum();
    }

    /// Bytes of a file; 0 if it is not there.
    synchronized long sizeOf(String name) {
        SimulatedFile file = names.get(name);
        return file == null ? 0 : file.size;
    }

    /// The same disk after power came back. The old one must not be used any more.
    synchronized SimulatedDisk afterPowerCut() {
        SimulatedDisk disk = new SimulatedDisk(random);
        TreeMap<String, SimulatedFile> survivors = random.nextBoolean() ? names : syncedNames;
        survivors.forEach((name, file) -> disk.names.put(name, file.afterPowerCut(disk)));
        disk.syncedNames = new TreeMap<>(disk.names);
        return disk;
    }

    /// The same disk after the process was killed: nothing is lost.
    synchronized SimulatedDisk afterKill() {
        SimulatedDisk disk = new SimulatedDisk(random);
        names.forEach((name, file) -> disk.names.put(name, file.copy(disk)));
        disk.syncedNames = new TreeMap<>(disk.names);
        return disk;
    }

    synchronized byte[] content(String name) throws IOException {
        SimulatedFile file = find(name);
        return Arrays.copyOf(file.cached, file.size);
    }

    /// Replaces what a file holds, on the platter.
    synchronized void content(String name, byte[] bytes) {
        SimulatedFile file = new SimulatedFile(this);
        file.cached = bytes.clone();
        file.size = bytes.length;
        file.stored = bytes.clone();
        names.put(name, file);
        syncedNames.put(name, file);
    }

    private void step() {
        if (operationsUntilCrash-- <= 0) {
            throw new Crash();
        }
    }

    private void failOnPurpose() throws IOException {
        if (failures > 0) {
            failures--;
            throw new IOException(failure);
        }
    }

    @Override
    public synchronized List<String> list() {
        return List.copyOf(names.keySet());
    }

    @Override
    public synchronized RaftFile create(String name) throws IOException {
        step();
        if (names.containsKey(name)) {
            throw new FileAlreadyExistsException(name);
        }
        SimulatedFile file = new SimulatedFile(this);
        names.put(name, file);
        return file;
    }

    @Override
    public synchronized RaftFile open(String name) throws IOException {
        return find(name);
    }

    private SimulatedFile find(String name) throws IOException {
        SimulatedFile file = names.get(name);
        if (file == null) {
            throw new FileNotFoundException(name);
        }
        return file;
    }

    @Override
    public synchronized void delete(String name) {
        step();
        names.remove(name);
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        step();
        names.put(to, find(from));
        names.remove(from);
    }

    @Override
    public synchronized void sync() throws IOException {
        step();
        failOnPurpose();
        syncedNames = new TreeMap<>(names);
    }

    @Override
    public String describe(String name) {
        return "/disk/" + name;
    }

    private static final class SimulatedFile implements RaftFile {

        private final SimulatedDisk disk;
        private byte[] stored = new byte[0];
        private byte[] cached = new byte[0];
        private int size;
        private final TreeSet<Integer> dirty = new TreeSet<>();

        SimulatedFile(SimulatedDisk disk) {
            this.disk = disk;
        }

        SimulatedFile copy(SimulatedDisk to) {
            SimulatedFile file = new SimulatedFile(to);
            file.cached = Arrays.copyOf(cached, size);
            file.size = size;
            file.stored = file.cached.clone();
            return file;
        }

        SimulatedFile afterPowerCut(SimulatedDisk to) {
            byte[] bytes = stored;
            for (int sector : dirty) {
                if (disk.random.nextBoolean()) {
                    int from = sector * SECTOR;
                    int until = Math.min(size, from + SECTOR);
                    bytes = Arrays.copyOf(bytes, Math.max(bytes.length, until));
                    System.arraycopy(cached, from, bytes, from, until - from);
                }
            }
            SimulatedFile file = new SimulatedFile(to);
            file.stored = bytes.clone();
            file.cached = bytes.clone();
            file.size = bytes.length;
            return file;
        }

        @Override
        public long size() {
            synchronized (disk) {
                return size;
            }
        }

        @Override
        public int read(ByteBuffer into, long position) {
            synchronized (disk) {
                int n = (int) Math.max(0, Math.min(into.remaining(), size - position));
                into.put(cached, (int) Math.min(position, size), n);
                return n;
            }
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            synchronized (disk) {
                disk.step();
                disk.failOnPurpose();
                int end = (int) position + from.remaining();
                if (end > size && disk.used() + end - size > disk.capacity) {
                    throw new IOException("No space left on device");
                }
                if (end > cached.length) {
                    cached = Arrays.copyOf(cached, Math.max(end, 2 * cached.length));
                }
                size = Math.max(size, end);
                for (int sector = (int) position / SECTOR; sector * SECTOR < end; sector++) {
                    dirty.add(sector);
                }
                from.get(cached, (int) position, from.remaining());
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (disk) {
                disk.step();
                try {
                    disk.failOnPurpose();
                } catch (IOException e) {
                    dirty.clear();
                    throw e;
                }
                stored = Arrays.copyOf(stored, Math.max(stored.length, size));
                for (int sector : dirty) {
                    int from = sector * SECTOR;
                    System.arraycopy(cached, from, stored, from, Math.min(SECTOR, size - from));
                }
                dirty.clear();
            }
        }

        @Override
        public void close() {}
    }
}
