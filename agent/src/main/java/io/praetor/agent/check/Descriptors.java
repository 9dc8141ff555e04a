package io.praetor.agent.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How many files and connections the process may have open.
final class Descriptors {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String NAME = "Max open files";

    private Descriptors() {}

    /// The part of them that checks may use, at most `most`: a quarter, for the API needs them too.
    static int forChecks(int most) {
        try {
            return share(Files.readAllLines(LIMITS), most);
        } catch (IOException e) {
            // not Linux
            return most;
        }
    }

    /// @param limits lines as `/proc/self/limits` has them: a name, the limit in force, the highest
    static int share(List<String> limits, int most) {
        for (String line : limits) {
            if (line.startsWith(NAME)) {
                String inForce = line.substring(NAME.length()).strip().split("\\s+", 2)[0];
                if (inForce.matches("\\d{1,9}")) {
                    return Math.clamp(Integer.parseInt(inForce) / 4, 1, most);
                }
            }
        }
        return most;
    }
}
