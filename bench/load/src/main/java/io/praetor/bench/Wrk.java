package io.praetor.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Debian's `wrk`, a second opinion on the rows `get` and `put` where it is installed: it is in C and takes less of the
/// two
/// cores away from the server than a generator in Java.
final class Wrk {
    private static final Pattern TOTAL = Pattern.compile("(\\d+) requests in ([0-9.]+)s");
    private static final Pattern QUANTILE = Pattern.compile("(?m)^ +(50|99)% +([0-9.]+)(us|ms|s)$");
    private static final Pattern REFUSED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

    private Wrk() {}

    /// Whether it is on the PATH.
    static boolean isInstalled() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(":", -1)).anyMatch(folder -> Files.isExecutable(Path.of(folder, "wrk")));
    }

    /// What came of a run.
    ///
    /// @param requests answered requests
    /// @param seconds  elapsed
    /// @param p50      milliseconds
    /// @param p99      milliseconds
    /// @param errors   answers that were neither 2xx nor 3xx
    record Result(long requests, double seconds, double p50, double p99, long errors) {}

    /// @param script Lua that makes the requests; empty: GET the URL
    static Result run(String url, int connections, int seconds, String script)
            throws IOException, InterruptedException {
        Path lua = Files.createTempFile("wrk", ".lua");
        try {
            Files.writeString(lua, script);
            Process process = new ProcessBuilder(
                            "wrk",
                            "-t1",
                            "-c" + connections,
                            "-d" + seconds + "s",
                            "--latency",
                            "-s",
                            lua.toString(),
                            url)
                    .redirectErrorStream(true)
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher total = TOTAL.matcher(out);
            if (process.waitFor() != 0 || !total.find()) {
                throw new IOException("wrk said: " + out);
            }
            Matcher refused = REFUSED.matcher(out);
            long errors = refused.find() ? Long.parseLong(refused.group(1)) : 0;
            return new Result(
                    Long.parseLong(total.group(1)),
                    Double.parseDouble(total.group(2)),
                    quantile(out, "50"),
                    quantile(out, "99"),
                    errors);
        } finally {
            Files.delete(lua);
        }
    }

    private static double quantile(String out, String percent) throws IOException {
        Matcher line = QUANTILE.matcher(out);
        while (line.find()) {
            if (line.group(1).equals(percent)) {
                double value = Double.parseDouble(line.group(2));
                return switch (line.group(3)) {
                    case "us" -> value / 1000;
                    case "s" -> value * 1000;
                    default -> value;
                };
            }
        }
        throw new IOException("wrk printed no " + percent + "% line");
    }
}
