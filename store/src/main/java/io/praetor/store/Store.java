package io.praetor.store;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Tables in memory: any number of readers, each on a [Snapshot] that never changes, and one writer at a time.
///
/// How no wake-up is missed: a reader registers its watch, then looks whether the published version still answers as
/// its snapshot did; a writer publishes, then looks for watches. With a full fence between the two steps on both sides,
/// either the reader sees the new version or the writer sees the watch.
public final class Store {
    private final IdentityHashMap<Table<?>, Integer> positions = new IdentityHashMap<>();
    /// By table, then by index.
    private final IndexWatches[][] watches;
    private final TableEditor<?>[] editors;
    private final Executor wakeExecutor;
    private final AtomicReference<@Nullable WriteTransaction> writer = new AtomicReference<>();
    /// Commits that have not woken everybody yet. Counted up before publication.
    private final AtomicInteger unsettled = new AtomicInteger();

    private volatile Snapshot published;

    /// An empty store of `tables`.
    ///
    /// @param wakeExecutor runs the wake-ups of each commit in one task. It must take tasks as long as there
    ///     are commits: what it throws on a task, `commit` throws after publication
    public Store(List<Table<?>> tables, Executor wakeExecutor) {
        this.wakeExecutor = wakeExecutor;
        TableState[] states = new TableState[tables.size()];
        watches = new IndexWatches[tables.size()][];
        editors = new TableEditor<?>[tables.size()];
        for (int i = 0; i < states.length; i++) {
            Table<?> table = tables.get(i);
            if (positions.put(table, i) != null) {
                throw new IllegalArgumentException("table \"" + table.name() + "\" is there twice");
            }
            int indexes = table.indexCount();
            states[i] = TableState.empty(indexes);
            editors[i] = new TableEditor<>(table);
            watches[i] = new IndexWatches[indexes];
            for (int j = 0; j < indexes; j++) {
                watches[i][j] = new IndexWatches();
            }
        }
        published = new Snapshot(this, states);
    }

    /// The store as the last commit left it.
    public Snapshot snapshot() {
        return published;
    }

    /// Opens the one write transaction, on top of the last commit.
    ///
    /// @throws IllegalStateException when another is open
    public WriteTransaction begin() {
        WriteTransaction transaction = new WriteTransaction(this);
        if (!writer.compareAndSet(null, transaction)) {
            throw new IllegalStateException("another write transaction is open");
        }
        // only now: the editors are shared by transactions, and what was published before may have been replaced
        transaction.open(published, editors);
        return transaction;
    }

    /// How many keys and prefixes are being watched, by any number of queries: a gauge.
    public int watchedCells() {
        int cells = 0;
        for (IndexWatches[] table : watches) {
            for (IndexWatches index : table) {
                cells += index.size();
            }
        }
        return cells;
    }

    /// @throws IllegalArgumentException when the store has no such table
    int position(Table<?> table) {
        Integer position = positions.get(table);
        if (position == null) {
            throw new IllegalArgumentException("the store has no table \"" + table.name() + "\"");
        }
        return position;
    }

    /// Records that an answer depends on `key`, which `from` leads to `leaf`.
    void watchKey(Snapshot from, int table, int index, byte[] key, @Nullable Leaf leaf, Watches by) {
        if (by.isFull()) {
            watchTable(from, table, by);
            return;
        }
        by.wakeOn(wakeExecutor);
        watches[table][index].joinKey(key, by);
        VarHandle.fullFence();
        TableState was = from.table(table);
        TableState is = published.table(table);
        if (was != is && changed(was, is, index, leaf, Radix.get(is.root(index), key))) {
            by.fireLate();
        }
    }

    /// Records that an answer depends on all keys below `prefix`, which `from` has in `subtree`.
    void watchPrefix(Snapshot from, int table, int index, byte[] prefix, @Nullable Node subtree, Watches by) {
        if (by.isFull()) {
            watchTable(from, table, by);
            return;
        }
        joinPrefix(from, table, index, prefix, subtree, by);
    }

    private void watchTable(Snapshot from, int table, Watches by) {
        joinPrefix(from, table, 0, Key.EMPTY.bytes(), from.root(table, 0), by);
    }

    private void joinPrefix(Snapshot from, int table, int index, byte[] prefix, @Nullable Node subtree, Watches by) {
        by.wakeOn(wakeExecutor);
        watches[table][index].joinPrefix(prefix, by);
        VarHandle.fullFence();
        TableState was = from.table(table);
        TableState is = published.table(table);
        if (was != is && changed(was, is, index, subtree, Radix.under(is.root(index), prefix))) {
            by.fireLate();
        }
    }

    /// Published nodes do not change, so the same node is the same content, without anything in between. Nothing is the
    /// same as nothing only if no key came (and went) in between.
    private static boolean changed(
            TableState was, TableState is, int index, @Nullable Node before, @Nullable Node now) {
        return before != now || (before == null && was.insertions(index) != is.insertions(index));
    }

    /// Makes `next` what readers see, then wakes whom the changes concern.
    void publish(Snapshot next, List<TableEditor<?>> changed, boolean wakeEverything) {
        unsettled.incrementAndGet();
        published = next;
        VarHandle.fullFence();
        boolean handedOver = false;
        try {
            List<Cell> taken = taken(changed, wakeEverything);
            if (!taken.isEmpty()) {
                wakeExecutor.execute(() -> fire(taken));
                handedOver = true;
            }
        } finally {
            if (!handedOver) {
                unsettled.decrementAndGet();
            }
        }
    }

    private List<Cell> taken(List<TableEditor<?>> changed, boolean wakeEverything) {
        List<Cell> taken = new ArrayList<>();
        if (wakeEverything) {
            for (IndexWatches[] table : watches) {
                for (IndexWatches index : table) {
                    index.takeAll(taken);
                }
            }
        } else {
            for (TableEditor<?> editor : changed) {
                editor.takeChanged(watches[position(editor.table())], taken);
            }
        }
        return taken;
    }

    /// Whether no commit is between its publication and the end of its wake-ups.
    boolean settled() {
        return unsettled.get() == 0;
    }

    /// Ends the open transaction.
    void release(WriteTransaction transaction) {
        writer.compareAndSet(transaction, null);
    }

    private void fire(List<Cell> cells) {
        FireFailures failures = new FireFailures();
        try {
            for (Cell cell : cells) {
                cell.fire(failures);
            }
        } finally {
            unsettled.decrementAndGet();
        }
        failures.rethrow();
    }
}
