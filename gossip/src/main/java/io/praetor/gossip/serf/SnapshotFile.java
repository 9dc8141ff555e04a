package io.praetor.gossip.serf;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.serf.SnapshotNews.Batch;
import io.praetor.model.ByteText;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.model.telemetry.Timer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The snapshot file: lines are appended; when there are many more than members, it is written anew
/// (`gossip-serf.md` §9). It knows all that the file should hold, so that an error costs nothing that writing anew does
/// not bring back. One thread at a time.
final class SnapshotFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFile.class);

    private static final int LEAST_TO_COMPACT = 128 << 10;
    private static final int BYTES_PER_MEMBER = 128;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(30);

    private final Path path;
    private final boolean rejoinAfterLeave;
    private final int leastToCompact;
    private final LongSupplier nanoTime;
    private final Timer appends;
    private final Timer compactions;
    private final SnapshotState state = new SnapshotState();
    private @Nullable FileChannel channel;
    private long size;
    private boolean broken;
    private long triedAt;

    private SnapshotFile(
            Path path, boolean rejoinAfterLeave, int leastToCompact, LongSupplier nanoTime, Telemetry telemetry) {
        this.path = path;
        this.rejoinAfterLeave = rejoinAfterLeave;
        this.leastToCompact = leastToCompact;
        this.nanoTime = nanoTime;
        appends = telemetry.timer("serf.snapshot.appendLine");
        compactions = telemetry.timer("serf.snapshot.compact");
    }

    /// Opens a file, and reads what is in it.
    ///
    /// @throws IOException when it cannot be read or written
    static SnapshotFile open(Path path, boolean rejoinAfterLeave, LongSupplier nanoTime, Telemetry telemetry)
            throws IOException {
        return open(path, rejoinAfterLeave, LEAST_TO_COMPACT, nanoTime, telemetry);
    }

    /// @param leastToCompact bytes of a file that is not written anew yet
    static SnapshotFile open(
            Path path, boolean rejoinAfterLeave, int leastToCompact, LongSupplier nanoTime, Telemetry telemetry)
            throws IOException {
        SnapshotFile file = new SnapshotFile(path, rejoinAfterLeave, leastToCompact, nanoTime, telemetry);
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        byte[] before = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
        file.replay(before);
        file.channel = file.openToAppend();
        file.size = before.length;
        if (before.length > 0 && before[before.length - 1] != '\n') {
            // a line that was torn must not swallow the next one
            file.append("\n");
        }
        return file;
    }

    private FileChannel openToAppend() throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    private void replay(byte[] bytes) {
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '\n') {
                String line = ByteText.decode(bytes, start, i - start);
                if (!state.apply(line, !rejoinAfterLeave)) {
                    LOG.atWarn()
                            .addKeyValue("file", path)
                            .addKeyValue("line", line)
                            .log("a snapshot line is not known");
                }
                start = i + 1;
            }
        }
    }

    /// What the file says.
    SnapshotState state() {
        return state;
    }

    /// Appends news; what cannot be written is logged, and made up for later.
    void write(Batch batch) {
        if (batch.isEmpty()) {
            return;
        }
        String lines = apply(batch);
        if (broken) {
            repair();
            return;
        }
        long start = nanoTime.getAsLong();
        try {
            append(lines);
            if (batch.leave() && channel != null) {
                channel.force(true);
            }
            appends.record(nanoTime.getAsLong() - start);
            if (size
                    > Math.max(
                            leastToCompact,
                            2L * BYTES_PER_MEMBER * state.alive().size())) {
                compact();
            }
        } catch (IOException e) {
            broken = true;
            triedAt = nanoTime.getAsLong();
            LOG.atError().addKeyValue("file", path).setCause(e).log("the snapshot could not be written");
        }
    }

    private String apply(Batch batch) {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, @Nullable Endpoint> node : batch.nodes().entrySet()) {
            String name = node.getKey();
            Endpoint endpoint = node.getValue();
            if (name.indexOf('\n') >= 0) {
                continue;
            }
            state.node(name, endpoint);
            lines.append(endpoint == null ? SnapshotState.notAliveLine(name) : SnapshotState.aliveLine(name, endpoint));
        }
        if (batch.clock() != null) {
            state.clock(batch.clock());
            lines.append(SnapshotState.clockLine(batch.clock()));
        }
        if (batch.eventClock() != null) {
            state.eventClock(batch.eventClock());
            lines.append(SnapshotState.eventClockLine(batch.eventClock()));
        }
        if (batch.queryClock() != null) {
            state.queryClock(batch.queryClock());
            lines.append(SnapshotState.queryClockLine(batch.queryClock()));
        }
        if (batch.leave()) {
            if (!rejoinAfterLeave) {
                state.alive().clear();
            }
            lines.append(SnapshotState.leaveLine());
        }
        return lines.toString();
    }

    private void append(String lines) throws IOException {
        if (channel == null) {
            throw new IOException("the file is closed");
        }
        byte[] bytes = ByteText.encode(lines);
        write(channel, bytes);
        size += bytes.length;
    }

    private static void write(FileChannel out, byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            out.write(left);
        }
    }

    /// After an error nobody knows what the file holds: it is written anew, but not all the time.
    private void repair() {
        if (nanoTime.getAsLong() - triedAt < BETWEEN_ATTEMPTS.toNanos()) {
            return;
        }
        triedAt = nanoTime.getAsLong();
        try {
            compact();
            broken = false;
            LOG.atInfo().addKeyValue("file", path).log("the snapshot is written again");
        } catch (IOException e) {
            LOG.atError().addKeyValue("file", path).setCause(e).log("the snapshot still cannot be written");
        }
    }

    private void compact() throws IOException {
        long start = nanoTime.getAsLong();
        Path next = path.resolveSibling(path.getFileName() + ".compact");
        byte[] bytes = ByteText.encode(state.lines());
        try (FileChannel out = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            write(out, bytes);
            out.force(true);
        }
        if (channel != null) {
            channel.close();
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        channel = openToAppend();
        size = bytes.length;
        compactions.record(nanoTime.getAsLong() - start);
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("file", path).setCause(e).log("the snapshot could not be closed");
        }
        channel = null;
        broken = true;
        triedAt = nanoTime.getAsLong();
    }
}
