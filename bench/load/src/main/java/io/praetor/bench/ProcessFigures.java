package io.praetor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What `/proc` says of a process.
record ProcessFigures(long pid) {
    private static final int TICKS_PER_SECOND = 100; // USER_HZ, which Linux fixes for /proc

    /// CPU seconds used so far, user and system.
    double cpuSeconds() throws IOException {
        String stat = Files.readString(file("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / (double) TICKS_PER_SECOND;
    }

    /// Resident memory in MiB.
    double rssMiB() throws IOException {
        for (String line : Files.readAllLines(file("status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        throw new IOException("no VmRSS");
    }

    private Path file(String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
