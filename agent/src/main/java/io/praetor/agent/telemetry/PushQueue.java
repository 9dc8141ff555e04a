package io.praetor.agent.telemetry;

import org.jspecify.annotations.Nullable;

/// Durations on their way to those who want every single one. Full, it drops what comes: a busy agent must not wait for
/// its own figures. Offering takes no memory.
final class PushQueue {
    /// Values that wait; those of a tenth of a second.
    static final int CAPACITY = 8_192;

    private Figure.@Nullable Timing[] figures = new Figure.@Nullable Timing[CAPACITY];
    private double[] millis = new double[CAPACITY];
    private Figure.@Nullable Timing[] spareFigures = new Figure.@Nullable Timing[CAPACITY];
    private double[] spareMillis = new double[CAPACITY];
    private int size;
    private long dropped;

    /// Takes what is taken out.
    @FunctionalInterface
    interface Taker {
        void take(Figure.Timing figure, double millis);
    }

    synchronized void offer(Figure.Timing figure, double value) {
        if (size == CAPACITY) {
            dropped++;
            return;
        }
        figures[size] = figure;
        millis[size++] = value;
    }

    /// Takes out everything; by one thread only.
    void drain(Taker taker) {
        Figure.@Nullable Timing[] takenFigures;
        double[] takenMillis;
        int taken;
        synchronized (this) {
            takenFigures = figures;
            takenMillis = millis;
            taken = size;
            figures = spareFigures;
            millis = spareMillis;
            size = 0;
        }
        spareFigures = takenFigures;
        spareMillis = takenMillis;
        for (int i = 0; i < taken; i++) {
            Figure.Timing figure = takenFigures[i];
            if (figure != null) {
                taker.take(figure, takenMillis[i]);
            }
        }
    }

    /// How many were dropped since the last call.
    synchronized long dropped() {
        long count = dropped;
        dropped = 0;
        return count;
    }
}
