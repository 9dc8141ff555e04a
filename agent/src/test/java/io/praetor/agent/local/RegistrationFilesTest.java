package io.praetor.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.http.Caller;
import io.praetor.server.acl.Authorizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RegistrationFilesTest {
    /// MD5 of `web`.
    private static final String WEB = "2567a5ec9705eb7ac2c984033e06189d";

    @TempDir
    private Path directory;

    private final TestTime time = new TestTime();

    private Registered again() {
        return Registered.in(directory, time);
    }

    private List<Path> files(String folder) throws IOException {
        Path path = directory.resolve(folder);
        if (!Files.exists(path)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(path)) {
            return found.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void keepsServicesAndChecksInTheOriginalsForm() throws IOException {
        Registered agent = again();
        agent.registrar.registerService(
                Registered.service("{\"Name\": \"web\", \"Port\": 80, \"Check\": {\"TTL\": \"1m\"}}"),
                new Caller("secret", Authorizer.ALL),
                false);

        Path file = directory.resolve("services").resolve(WEB);

        assertThat(Files.readString(file))
                .startsWith("{\"Token\":\"secret\",\"Service\":{\"ID\":\"web\",\"Service\":\"web\",")
                .endsWith("\"Source\":\"remote\"}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(files("checks")).hasSize(1);
        assertThat(Files.readString(files("checks").getFirst()))
                .contains("\"ChkType\":{\"CheckID\":\"\"")
                .contains("\"TTL\":60000000000");
    }

    @Test
    void bringsEverythingBackWithChecksCritical() {
        Registered agent = again();
        agent.registrar.registerService(
                Registered.service(
                        "{\"Name\": \"web\", \"Port\": 80, \"Connect\": {\"SidecarService\": {}}, \"Check\": {\"TCP\": \"x:1\", \"Interval\": \"1s\", \"Status\": \"passing\"}}"),
                new Caller("secret", Authorizer.ALL),
                false);
        agent.registrar.nodeMaintenance(true, "broken", Caller.ANYBODY);

        Registered next = again();

        assertThat(next.serviceIds()).containsExactly("web", "web-sidecar-proxy");
        assertThat(next.state.view().service("web"))
                .extracting(ServiceEntry::token)
                .isEqualTo("secret");
        assertThat(next.checkResults())
                .containsExactly(
                        "_node_maintenance=critical",
                        "service:web=critical",
                        "service:web-sidecar-proxy:1=critical",
                        "service:web-sidecar-proxy:2=critical");
        assertThat(next.checks.running)
                .containsOnlyKeys("service:web", "service:web-sidecar-proxy:1", "service:web-sidecar-proxy:2");

        next.registrar.deregisterService("web");
        assertThat(next.serviceIds()).isEmpty();
    }

    @Test
    void removesTheFilesOfWhatIsRemoved() throws IOException {
        Registered agent = again();
        agent.register("{\"Name\": \"web\", \"Check\": {\"TTL\": \"1m\"}}");
        agent.registrar.updateTtl("service:web", "passing", "", Caller.ANYBODY);
        assertThat(files("checks/state")).hasSize(1);

        agent.registrar.deregisterService("web");

        assertThat(files("services")).isEmpty();
        assertThat(files("checks")).isEmpty();
        assertThat(files("checks/state")).isEmpty();
    }

    @Test
    void restoresATtlStateThatIsNotOver() {
        Registered agent = again();
        agent.register("{\"Name\": \"web\", \"Check\": {\"TTL\": \"1m\"}}");
        agent.registrar.updateTtl("service:web", "passing", "fine", Caller.ANYBODY);

        time.pass(Duration.ofSeconds(50));
        Registered soon = again();
        assertThat(soon.checkResults()).containsExactly("service:web=passing fine");
        assertThat(soon.checks.restored).containsExactly("service:web fine");

        time.pass(Duration.ofSeconds(20));
        Registered late = again();
        assertThat(late.checkResults()).containsExactly("service:web=critical");
        assertThat(late.checks.restored).isEmpty();
    }

    @Test
    void letsConfigurationWin() throws IOException {
        again().register("{\"Name\": \"web\", \"Port\": 1, \"Check\": {\"TTL\": \"1m\"}}");

        Registered next = new Registered(LocalSettings.DEFAULT.withDataDirectory(directory), time);
        next.registrar.load(List.of(Registered.service("{\"Name\": \"web\", \"Port\": 2}")), List.of());

        assertThat(next.state.view().service("web"))
                .extracting(entry -> entry.service().port(), ServiceEntry::origin)
                .containsExactly(2, Origin.LOCAL);
        assertThat(files("services")).isEmpty();
    }

    @Test
    void keepsTheApisRegistrationsAtAReload() {
        Registered agent = again();
        agent.register("{\"Name\": \"web\", \"Check\": {\"TTL\": \"1m\"}}");
        agent.registrar.updateTtl("service:web", "passing", "fine", Caller.ANYBODY);

        agent.registrar.load(List.of(Registered.service("{\"Name\": \"other\"}")), List.of());

        assertThat(agent.serviceIds()).containsExactly("other", "web");
        assertThat(agent.checkResults()).containsExactly("service:web=passing fine");
    }

    @Test
    void leavesTemporaryFilesAloneAndSurvivesTornOnes() throws IOException {
        Registered agent = again();
        agent.register("{\"Name\": \"web\"}");
        Path file = directory.resolve("services").resolve(WEB);
        byte[] whole = Files.readAllBytes(file);
        Files.write(directory.resolve("services").resolve("0123.tmp"), whole);
        Files.createDirectories(directory.resolve("services").resolve("configs"));
        Random random = new Random(4711);
        for (int i = 0; i < 200; i++) {
            byte[] torn = whole.clone();
            int length = random.nextInt(torn.length);
            torn = Arrays.copyOf(torn, length);
            for (int flips = random.nextInt(4); flips > 0 && length > 0; flips--) {
                torn[random.nextInt(length)] = (byte) random.nextInt(256);
            }
            Files.write(directory.resolve("services").resolve("torn-" + i), torn);
        }
        Files.write(directory.resolve("services").resolve("null"), "null".getBytes(StandardCharsets.UTF_8));

        Registered next = again();

        assertThat(next.serviceIds()).contains("web");
        assertThat(next.serviceIds()).allSatisfy(id -> assertThat(id).isNotEmpty());
        assertThat(directory.resolve("services").resolve("0123.tmp")).exists();
    }

    @Test
    void forgetsAKeptCheckWhoseServiceIsGone() throws IOException {
        Registered agent = again();
        agent.register("{\"Name\": \"web\", \"Check\": {\"TTL\": \"1m\"}}");
        Files.delete(directory.resolve("services").resolve(WEB));

        Registered next = again();

        assertThat(next.checkResults()).isEmpty();
        assertThat(files("checks")).isEmpty();
    }

    @Test
    void refusesARegistrationThatCannotBeKept() throws IOException {
        Registered agent = again();
        agent.register("{\"Name\": \"web\", \"Port\": 1}");
        Path services = directory.resolve("services");
        Files.delete(services.resolve(WEB));
        Files.delete(services);
        Files.writeString(services, "in the way");

        assertThatThrownBy(() -> agent.register("{\"Name\": \"new\"}"))
                .hasMessageStartingWith("failed to persist the registration: ");
        assertThatThrownBy(() -> agent.register("{\"Name\": \"web\", \"Port\": 2}"))
                .hasMessageStartingWith("failed to persist the registration: ");

        assertThat(agent.serviceIds()).containsExactly("web");
        assertThat(agent.state.view().service("web"))
                .extracting(entry -> entry.service().port())
                .isEqualTo(1);
    }
}
