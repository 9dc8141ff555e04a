package io.praetor.agent.telemetry;

import io.praetor.model.telemetry.Telemetry;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/// How this Java machine is, under the original's names as far as they mean something here.
final class RuntimeFigures {
    private static final double NANOS_A_MILLI = 1e6;

    private RuntimeFigures() {}

    static void addTo(Telemetry telemetry) {
        telemetry.poll(
                "runtime.num_goroutines",
                () -> ManagementFactory.getThreadMXBean().getThreadCount());
        telemetry.poll("runtime.alloc_bytes", () -> (double) heap().getUsed());
        telemetry.poll("runtime.sys_bytes", () -> (double) heap().getCommitted() + other().getCommitted());
        telemetry.poll(
                "runtime.total_gc_pause_ns",
                () -> ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToDouble(bean -> Math.max(0, bean.getCollectionTime()) * NANOS_A_MILLI)
                        .sum());
        telemetry.poll(
                "runtime.total_gc_runs",
                () -> ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToDouble(bean -> Math.max(0, bean.getCollectionCount()))
                        .sum());
    }

    private static MemoryUsage heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    }

    private static MemoryUsage other() {
        return ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
    }
}
