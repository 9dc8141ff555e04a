package io.praetor.agent.telemetry;

/// An [Aggregate] that many threads add to. Each thread has one of a few cells, so that threads seldom meet; adding
/// takes a lock that is nearly always free, and no memory.
final class Tally {
    /// A power of two.
    private static final int CELLS = 4;

    private final Aggregate[] cells = new Aggregate[CELLS];
    private final boolean ranked;

    /// @param ranked whether quantiles are wanted
    Tally(boolean ranked) {
        this.ranked = ranked;
        for (int i = 0; i < CELLS; i++) {
            cells[i] = new Aggregate();
        }
    }

    void add(double value) {
        Aggregate cell = cells[(int) Thread.currentThread().threadId() & (CELLS - 1)];
        synchronized (cell) {
            if (ranked) {
                cell.addRanked(value);
            } else {
                cell.add(value);
            }
        }
    }

    /// What was added since the last [#take].
    Aggregate peek() {
        Aggregate all = new Aggregate();
        for (Aggregate cell : cells) {
            synchronized (cell) {
                all.add(cell);
            }
        }
        return all;
    }

    /// What was added since the last call, which is forgotten.
    Aggregate take() {
        Aggregate all = new Aggregate();
        for (Aggregate cell : cells) {
            synchronized (cell) {
                all.add(cell);
                cell.clear();
            }
        }
        return all;
    }
}
