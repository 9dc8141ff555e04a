package io.praetor.acceptance.program;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The program under test, as its launcher.
public final class Consul {

    private Consul() {}

    /// The launcher: `PRAETOR_CONSUL`, else the system property `praetor.consul` that the build sets, else the
    /// distribution of this source tree.
    public static Path launcher() {
        String named = System.getenv("PRAETOR_CONSUL");
        if (named == null) {
            named = System.getProperty("praetor.consul", "../dist/target/consul/bin/consul");
        }
        Path launcher = Path.of(named).toAbsolutePath().normalize();
        if (!Files.isExecutable(launcher)) {
            throw new IllegalStateException(
                    "\"%s\" is not there to be tested: mvn verify builds it".formatted(launcher));
        }
        return launcher;
    }

    /// This process's environment without the variables that steer the command line, in a fixed zone and language.
    public static Map<String, String> environment(@Nullable String httpAddress) {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("CONSUL_") && !name.equals("CONSUL_JAVA_OPTS"));
        environment.put("TZ", "UTC");
        environment.put("LC_ALL", "C");
        if (httpAddress != null) {
            environment.put("CONSUL_HTTP_ADDR", httpAddress);
        }
        return environment;
    }
}
