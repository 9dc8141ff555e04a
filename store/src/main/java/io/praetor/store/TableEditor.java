package io.praetor.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The open version of one table. A store has one editor per table, used by one transaction after the other.
final class TableEditor<R> {
    private final Table<R> table;
    private final int indexes;
    private final @Nullable Node[] roots;
    private final long[] insertions;
    private final Changes[] changes;
    /// The secondary keys of the row to go and the row to come, by index; filled before anything is changed.
    private final List<List<Key>> oldKeys;
    private final List<List<Key>> newKeys;

    private int rows;
    private Edit edit = new Edit();
    private boolean changed;
    private boolean recording;

    TableEditor(Table<R> table) {
        this.table = table;
        indexes = table.indexCount();
        roots = new @Nullable Node[indexes];
        insertions = new long[indexes];
        changes = new Changes[indexes];
        oldKeys = new ArrayList<>(indexes);
        newKeys = new ArrayList<>(indexes);
        for (int i = 0; i < indexes; i++) {
            changes[i] = new Changes();
            oldKeys.add(List.of());
            newKeys.add(List.of());
        }
    }

    Table<R> table() {
        return table;
    }

    void open(TableState base) {
        for (int i = 0; i < indexes; i++) {
            roots[i] = base.root(i);
            insertions[i] = base.insertions(i);
        }
        rows = base.rows();
        edit = new Edit();
        changed = false;
        recording = true;
    }

    /// Lets go of everything.
    void close() {
        for (int i = 0; i < indexes; i++) {
            roots[i] = null;
            changes[i].clear();
            oldKeys.set(i, List.of());
            newKeys.set(i, List.of());
        }
        edit = new Edit();
    }

    boolean isChanged() {
        return changed;
    }

    int rows() {
        return rows;
    }

    @Nullable Node root(int index) {
        return roots[index];
    }

    /// A root that later edits copy instead of changing.
    @Nullable Node lastingRoot(int index) {
        edit = new Edit();
        return roots[index];
    }

    TableState state() {
        return new TableState(roots.clone(), insertions.clone(), rows);
    }

    void takeChanged(IndexWatches[] watches, List<Cell> taken) {
        for (int i = 0; i < indexes; i++) {
            changes[i].take(watches[i], taken);
        }
    }

    /// All or nothing: keys are computed and checked before the first tree is touched.
    void put(R row) {
        Key primaryKey = table.primary().keyOf(row);
        if (primaryKey == null) {
            throw new IllegalArgumentException("table \"" + table.name() + "\": a row without primary key: " + row);
        }
        byte[] key = primaryKey.bytes();
        Leaf old = Radix.get(roots[0], key);
        if (old != null && isStored(old, row)) {
            return;
        }
        R oldRow = TableReader.row(old, table.primary());
        for (int i = 1; i < indexes; i++) {
            newKeys.set(i, table.index(i).keysOf(row));
            oldKeys.set(i, oldRow == null ? List.of() : table.index(i).keysOf(oldRow));
            checkUnique(i, oldRow);
        }
        Leaf leaf = new Leaf(old == null ? key : old.key, row);
        record(0, leaf.key, old == null);
        roots[0] = Radix.put(roots[0], leaf, edit);
        for (int i = 1; i < indexes; i++) {
            index(i, leaf);
        }
        if (old == null) {
            rows++;
        }
    }

    boolean delete(byte[] key) {
        Leaf old = Radix.get(roots[0], key);
        Node root = roots[0];
        if (old == null || root == null) {
            return false;
        }
        unindex(old);
        record(0, old.key, false);
        roots[0] = Radix.remove(root, key, edit);
        rows--;
        return true;
    }

    int deletePrefix(byte[] prefix) {
        Node root = roots[0];
        Node subtree = Radix.under(root, prefix);
        if (subtree == null || root == null) {
            return 0;
        }
        int deleted = 0;
        LeafCursor leaves = new LeafCursor(subtree);
        for (Leaf leaf = leaves.next(); leaf != null; leaf = leaves.next()) {
            unindex(leaf);
            record(0, leaf.key, false);
            deleted++;
        }
        roots[0] = Radix.cut(root, prefix, edit);
        rows -= deleted;
        return deleted;
    }

    void clear() {
        for (int i = 0; i < indexes; i++) {
            LeafCursor leaves = new LeafCursor(roots[i]);
            for (Leaf leaf = leaves.next(); leaf != null; leaf = leaves.next()) {
                record(i, leaf.key, false);
            }
            roots[i] = null;
        }
        rows = 0;
    }

    /// Empties the table, and records neither this nor what follows: every watch will fire anyway.
    void wipe() {
        for (int i = 0; i < indexes; i++) {
            changes[i].clear();
            // of one who registers late, a key absent before must not look as if it had been absent all the time
            insertions[i]++;
            roots[i] = null;
        }
        rows = 0;
        changed = true;
        recording = false;
    }

    /// Identity on purpose: an equal row that is another object is a change the caller asked for.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isStored(Leaf leaf, @Nullable Object row) {
        return leaf.value == row;
    }

    private void checkUnique(int at, @Nullable R oldRow) {
        if (!table.index(at).isUnique()) {
            return;
        }
        for (Key key : newKeys.get(at)) {
            Leaf there = Radix.get(roots[at], key.bytes());
            if (there != null && !isStored(there, oldRow)) {
                throw new IllegalStateException("table \"" + table.name() + "\": unique index \""
                        + table.index(at).name() + "\" has another row with key \"" + key + "\"");
            }
        }
    }

    /// Moves a secondary index from the old keys to the new ones.
    private void index(int at, Leaf row) {
        List<Key> old = oldKeys.get(at);
        List<Key> now = newKeys.get(at);
        if (old.size() == 1 && now.size() == 1) {
            if (!old.getFirst().equals(now.getFirst())) {
                removeEntry(at, old.getFirst().bytes(), row.key);
            }
            putEntry(at, now.getFirst().bytes(), row);
            return;
        }
        Set<Key> keep = new HashSet<>(now);
        for (Key key : new HashSet<>(old)) {
            if (!keep.contains(key)) {
                removeEntry(at, key.bytes(), row.key);
            }
        }
        for (Key key : keep) {
            putEntry(at, key.bytes(), row);
        }
    }

    private void unindex(Leaf row) {
        R old = TableReader.row(row, table.primary());
        if (old == null) {
            return;
        }
        for (int i = 1; i < indexes; i++) {
            List<Key> keys = table.index(i).keysOf(old);
            if (keys.size() == 1) {
                removeEntry(i, keys.getFirst().bytes(), row.key);
                continue;
            }
            for (Key key : new HashSet<>(keys)) {
                removeEntry(i, key.bytes(), row.key);
            }
        }
    }

    private void putEntry(int at, byte[] key, Leaf row) {
        Leaf there = Radix.get(roots[at], key);
        byte[] kept = there == null ? key : there.key;
        record(at, kept, there == null);
        if (table.index(at).isUnique()) {
            roots[at] = Radix.put(roots[at], new Leaf(kept, row.value), edit);
            return;
        }
        Node rowsBefore = there == null ? null : (Node) there.value;
        replaceRows(at, kept, rowsBefore, Radix.put(rowsBefore, row, edit));
    }

    private void removeEntry(int at, byte[] key, byte[] primaryKey) {
        Leaf there = Radix.get(roots[at], key);
        Node root = roots[at];
        if (there == null || root == null) {
            throw new IllegalStateException("table \"" + table.name() + "\": index \""
                    + table.index(at).name() + "\" lost key \"" + Key.ofBytes(key) + "\"; its function is not pure");
        }
        record(at, there.key, false);
        Node rowsLeft = null;
        if (!table.index(at).isUnique()) {
            Node rowsBefore = (Node) there.value;
            rowsLeft = Radix.remove(rowsBefore, primaryKey, edit);
            if (rowsLeft != null) {
                replaceRows(at, there.key, rowsBefore, rowsLeft);
                return;
            }
        }
        roots[at] = Radix.remove(root, key, edit);
    }

    /// A tree of rows changed in place was made by this edit, and so was the leaf that holds it.
    private void replaceRows(int at, byte[] key, @Nullable Node before, Node after) {
        if (after != before) {
            roots[at] = Radix.put(roots[at], new Leaf(key, after), edit);
        }
    }

    private void record(int at, byte[] key, boolean isNew) {
        changed = true;
        if (isNew) {
            insertions[at]++;
        }
        if (recording) {
            changes[at].add(key);
        }
    }
}
