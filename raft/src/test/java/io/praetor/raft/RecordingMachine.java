package io.praetor.raft;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Remembers every command with its index; answers "index:command".
final class RecordingMachine implements StateMachine {

    static final String POISON = "poison";

    private final List<String> applied = new ArrayList<>();
    private int restores;

    @Override
    public synchronized @Nullable Object apply(long index, long term, byte[] command) {
        String text = new String(command, StandardCharsets.UTF_8);
        if (text.equals(POISON)) {
            throw new IllegalStateException("poisoned");
        }
        String line = index + ":" + text;
        applied.add(line);
        return line;
    }

    @Override
    public synchronized StateSnapshot snapshot() {
        List<String> lines = List.copyOf(applied);
        return new StateSnapshot() {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                DataOutputStream data = new DataOutputStream(out);
                data.writeInt(lines.size());
                for (String line : lines) {
                    data.writeUTF(line);
                }
                data.flush();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public synchronized void restore(InputStream state, long index, long term) throws IOException {
        DataInputStream data = new DataInputStream(state);
        applied.clear();
        int n = data.readInt();
        for (int i = 0; i < n; i++) {
            applied.add(data.readUTF());
        }
        restores++;
    }

    synchronized List<String> applied() {
        return List.copyOf(applied);
    }

    synchronized int restores() {
        return restores;
    }
}
