package io.praetor.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.http.Caller;
import io.praetor.model.agent.AgentService;
import io.praetor.model.agent.AgentServiceHealth;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.server.RequestFailure;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RegistrarTest {
    private final Registered agent = Registered.inMemory();

    private AgentService shown(String id) {
        return Objects.requireNonNull(agent.services.service(id));
    }

    // ---- services

    @Test
    void completesWhatADefinitionLeavesOut() {
        agent.register("""
                {"Name": "web", "Address": "10.0.0.7", "Port": 80, "Check": {"TTL": "1m"}}
                """);

        AgentService web = shown("web");
        assertThat(web.weights().passing()).isEqualTo(1);
        assertThat(web.tags()).isEmpty();
        assertThat(web.taggedAddresses()).containsOnlyKeys("lan_ipv4", "wan_ipv4");
        assertThat(agent.checkResults()).containsExactly("service:web=critical");
        assertThat(agent.catalog.said).containsExactly("settle [web] [service:web]");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0, ''", "127.1, ''", "web.example, ''", "fe80::1%lo, ''", "10.0.0.7, _ipv4", "fd00::1, _ipv6"})
    void takesOnlyWholeAddressesForTaggedOnes(String address, String family) {
        agent.register("{\"Name\": \"web\", \"Address\": \"" + address + "\"}");

        assertThat(Sameness.map(shown("web").taggedAddresses()).keySet())
                .containsExactlyElementsOf(family.isEmpty() ? List.of() : List.of("lan" + family, "wan" + family));
    }

    @Test
    void numbersSeveralChecks() {
        agent.register("""
                {"ID": "w1", "Name": "web", "Check": {"TTL": "1m"}, "Checks": [{"TTL": "1m", "CheckID": "own"}, {"TTL": "1m"}]}
                """);

        assertThat(agent.checkResults())
                .containsExactly("own=critical", "service:w1:1=critical", "service:w1:3=critical");
    }

    @Test
    void keepsTheResultOfACheckThatIsRegisteredAnew() {
        agent.register("{\"Name\": \"web\", \"Check\": {\"TTL\": \"1m\"}}");
        agent.registrar.updateTtl("service:web", "passing", "fine", Caller.ANYBODY);

        agent.register("{\"Name\": \"web\", \"Port\": 2, \"Check\": {\"TTL\": \"2m\", \"Status\": \"warning\"}}");

        assertThat(agent.checkResults()).containsExactly("service:web=passing fine");
        assertThat(agent.checks.starts).containsEntry("service:web", 2);
    }

    @Test
    void tellsWhoFollowsAServiceOfItsStatusAndNotOfMereOutput() {
        int[] told = {0};
        agent.state.onChange("web", () -> told[0]++);
        agent.register("{\"Name\": \"web\", \"Check\": {\"TTL\": \"1m\"}}");
        agent.registrar.updateTtl("service:web", "passing", "fine", Caller.ANYBODY);
        assertThat(told[0]).isEqualTo(2);

        agent.registrar.updateTtl("service:web", "passing", "finer", Caller.ANYBODY);
        agent.register("{\"Name\": \"web\", \"Check\": {\"TTL\": \"1m\"}}");
        agent.state.undefer("service:web");
        assertThat(told[0]).isEqualTo(2);

        agent.registrar.deregisterCheck("service:web", Caller.ANYBODY);
        agent.registrar.deregisterService("web");
        assertThat(told[0]).isEqualTo(4);
    }

    @Test
    void dropsOtherChecksOnlyWhenAskedTo() {
        agent.register("{\"Name\": \"web\", \"Check\": {\"TTL\": \"1m\", \"CheckID\": \"a\"}}");
        agent.register("{\"Name\": \"web\", \"Check\": {\"TTL\": \"1m\", \"CheckID\": \"b\"}}");
        assertThat(agent.checkResults()).containsExactly("a=critical", "b=critical");

        agent.registrar.registerService(
                Registered.service("{\"Name\": \"web\", \"Check\": {\"TTL\": \"1m\", \"CheckID\": \"c\"}}"),
                Caller.ANYBODY,
                true);

        assertThat(agent.checkResults()).containsExactly("c=critical");
        assertThat(agent.checks.running).containsOnlyKeys("c");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                           | Missing service name
            {"Name": "a", "Address": "[::]"}                                             | Invalid service address
            {"Name": "a", "Weights": {"Passing": 0}}                                     | Invalid Weights: Passing must be greater than 0
            {"Name": "a", "Meta": {"": "v"}}                                             | Invalid Service Meta: Couldn't load metadata pair ('', 'v'): Key cannot be blank
            {"Name": "a", "Check": {"HTTP": "http://x/"}}                                | Invalid check: Interval must be > 0 for Script, HTTP, or TCP checks
            {"Name": "a", "Check": {"TTL": "1s", "Status": "x"}}                         | Status for checks must 'passing', 'warning', 'critical'
            {"Name": "a", "Checks": [{"TTL": "1s", "Status": "x"}, {"Name": "y"}]}       | Invalid check: TTL must be > 0 for TTL checks
            {"Name": "a", "Check": {"Args": ["true"], "Interval": "5s"}}                 | Scripts are disabled on this agent from remote calls; to enable, configure 'enable_script_checks' to true
            {"Name": "a", "TaggedAddresses": {"lan_ipv4": {"Address": "::1"}}}           | Service tagged address "lan_ipv4" must be a valid ipv4 address
            {"Name": "a", "TaggedAddresses": {"wan_ipv6": {"Address": "10.0.0.1"}}}      | Service tagged address "wan_ipv6" must be a valid ipv6 address
            {"Name": "a", "Connect": {"SidecarService": {"Check": {"TCP": "x:1"}}}}      | Bad request: Invalid check in sidecar_service: Interval must be > 0 for Script, HTTP, or TCP checks
            {"Name": "a", "Connect": {"SidecarService": {"Check": {"TTL": "1s", "Status": "x"}}}} | Bad request: Status for checks must 'passing', 'warning', 'critical'
            {"Name": "a", "Connect": {"SidecarService": {"Meta": {"": ""}, "Check": {"Name": "x"}}}} | Bad request: Invalid check in sidecar_service: TTL must be > 0 for TTL checks
            {"Name": "a", "Connect": {"SidecarService": {"Meta": {"": ""}}}}             | Bad request: Invalid SidecarService: Invalid Service Meta: Couldn't load metadata pair ('', ''): Key cannot be blank
            """)
    void refusesInTheContractsWordsAndChangesNothing(String definition, String text) {
        assertThatThrownBy(() -> agent.register(definition))
                .isInstanceOf(RequestFailure.class)
                .hasMessage(text);

        assertThat(agent.serviceIds()).isEmpty();
        assertThat(agent.catalog.said).isEmpty();
    }

    @Test
    void removesAServiceWithItsChecks() {
        agent.register("{\"Name\": \"web\", \"Check\": {\"TTL\": \"1m\"}}");
        agent.registerCheck("{\"Name\": \"more\", \"ServiceID\": \"web\", \"TTL\": \"1m\"}");
        agent.registerCheck("{\"Name\": \"of the node\", \"TTL\": \"1m\"}");

        agent.registrar.deregisterService("web");

        assertThat(agent.serviceIds()).isEmpty();
        assertThat(agent.checkResults()).containsExactly("of the node=critical");
        assertThat(agent.checks.running).containsOnlyKeys("of the node");
    }

    // ---- sidecars

    @Test
    void registersASidecarAtTheFirstFreePort() {
        agent.register("{\"Name\": \"taken\", \"Port\": 21000}");

        agent.register("{\"Name\": \"web\", \"Port\": 80, \"Tags\": [\"t\"], \"Connect\": {\"SidecarService\": {}}}");

        AgentService sidecar = shown("web-sidecar-proxy");
        assertThat(sidecar.port()).isEqualTo(21001);
        assertThat(sidecar.tags()).containsExactly("t");
        assertThat(Objects.requireNonNull(sidecar.proxy()).localServicePort()).isEqualTo(80);
        assertThat(agent.checkResults())
                .containsExactly("service:web-sidecar-proxy:1=critical", "service:web-sidecar-proxy:2=critical");
        assertThat(Objects.requireNonNull(agent.running("service:web-sidecar-proxy:1"))
                        .type()
                        .tcp())
                .isEqualTo("127.0.0.1:21001");
    }

    @Test
    void keepsThePortOfASidecarThatIsRegisteredAnew() {
        agent.register("{\"Name\": \"a\", \"Connect\": {\"SidecarService\": {}}}");
        agent.register("{\"Name\": \"b\", \"Connect\": {\"SidecarService\": {}}}");
        agent.registrar.deregisterService("a");

        agent.register("{\"Name\": \"b\", \"Connect\": {\"SidecarService\": {}}}");

        assertThat(shown("b-sidecar-proxy").port()).isEqualTo(21001);
    }

    @Test
    void refusesASidecarWhenNoPortIsLeftAndRegistersNothing() {
        LocalSettings narrow = new LocalSettings(
                null, false, false, new LocalSettings.Ports(21000, 21000), new LocalSettings.Ports(0, 0));
        Registered crowded = new Registered(narrow, new TestTime());
        crowded.register("{\"Name\": \"a\", \"Connect\": {\"SidecarService\": {}}}");

        assertThatThrownBy(() -> crowded.register("{\"Name\": \"b\", \"Connect\": {\"SidecarService\": {}}}"))
                .hasMessage("Bad request: Invalid SidecarService: no port provided for sidecar_service and none left in"
                        + " the configured range [21000, 21000]");

        assertThat(crowded.serviceIds()).containsExactly("a", "a-sidecar-proxy");
    }

    @Test
    void removesOnlySidecarsThatItRegistered() {
        agent.register("{\"Name\": \"a\", \"Connect\": {\"SidecarService\": {}}}");
        agent.register("""
                {"Kind": "connect-proxy", "Name": "b-sidecar-proxy", "Port": 1, "Proxy": {"DestinationServiceName": "b"}}
                """);
        agent.register("{\"Name\": \"b\"}");

        agent.registrar.deregisterService("a");
        agent.registrar.deregisterService("b");

        assertThat(agent.serviceIds()).containsExactly("b-sidecar-proxy");
    }

    @Test
    void looksThroughAProxyThatExposesChecks() {
        agent.register("""
                {"Name": "web", "Port": 80, "Check": {"HTTP": "http://10.0.0.1:80/health?x=1", "Interval": "1s"}}
                """);
        assertThat(Objects.requireNonNull(agent.running("service:web")).type().http())
                .isEqualTo("http://10.0.0.1:80/health?x=1");

        agent.register("""
                {"Kind": "connect-proxy", "Name": "p", "Port": 1, "Address": "10.0.0.9",
                 "Proxy": {"DestinationServiceName": "web", "DestinationServiceID": "web", "Expose": {"Checks": true}}}
                """);
        assertThat(Objects.requireNonNull(agent.running("service:web")).type().http())
                .isEqualTo("http://10.0.0.9:21500/health?x=1");

        agent.registrar.deregisterService("p");
        assertThat(Objects.requireNonNull(agent.running("service:web")).type().http())
                .isEqualTo("http://10.0.0.1:80/health?x=1");
    }

    // ---- checks

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"TTL": "1s"}                                     | Missing check name
            {"Name": "c", "TTL": "1s", "Status": "ok"}        | Bad check status
            {"Name": "c"}                                     | Invalid check: TTL must be > 0 for TTL checks
            {"Name": "c", "TTL": "1s", "service_id": "none"}  | ServiceID "none" does not exist
            {"Name": "c", "Args": ["a"], "Interval": "1s"}    | Scripts are disabled on this agent from remote calls; to enable, configure 'enable_script_checks' to true
            """)
    void refusesChecksInTheContractsWords(String definition, String text) {
        assertThatThrownBy(() -> agent.registerCheck(definition)).hasMessage(text);

        assertThat(agent.checkResults()).isEmpty();
    }

    @Test
    void refusesToUpdateWhatIsNoTtlCheck() {
        agent.registerCheck("{\"Name\": \"c\", \"TCP\": \"x:1\", \"Interval\": \"1h\"}");

        assertThatThrownBy(() -> agent.registrar.updateTtl("c", "passing", "", Caller.ANYBODY))
                .hasMessage("CheckID \"c\" does not have associated TTL");
    }

    @Test
    void tellsOfAResultOnceAndHoldsBackOutput() {
        agent.registerCheck("{\"Name\": \"c\", \"TCP\": \"x:1\", \"Interval\": \"1h\"}");
        long version = Objects.requireNonNull(agent.state.view().check("c")).version();
        agent.state.checkPushed("c", version, true);
        agent.catalog.said.clear();

        agent.checks.find("c", "critical", "");
        agent.checks.find("c", "critical", "refused");
        agent.checks.find("c", "critical", "refused again");
        agent.checks.find("c", "passing", "well");
        agent.checks.find("c", "passing", "well");

        assertThat(agent.catalog.said).containsExactly("deferred c", "changed c");
    }

    // ---- maintenance

    @Test
    void takesAServiceOutOfUseWithTheFirstReason() {
        agent.register("{\"Name\": \"web\", \"Tags\": [\"t\"]}");

        agent.registrar.serviceMaintenance("web", true, "moved", Caller.ANYBODY);
        agent.registrar.serviceMaintenance("web", true, "again", Caller.ANYBODY);

        HealthCheck check = Objects.requireNonNull(agent.state.view().check("_service_maintenance:web"))
                .check();
        assertThat(check.notes()).isEqualTo("moved");
        assertThat(check.type()).isEqualTo("maintenance");
        assertThat(Objects.requireNonNull(agent.services.health("web")).status())
                .isEqualTo(AgentServiceHealth.MAINTENANCE);

        agent.registrar.serviceMaintenance("web", false, "", Caller.ANYBODY);
        assertThat(agent.checkResults()).isEmpty();
        assertThat(Objects.requireNonNull(agent.services.health("web")).status())
                .isEqualTo("passing");
    }

    @Test
    void refusesMaintenanceOfWhatIsNotThere() {
        assertThatThrownBy(() -> agent.registrar.serviceMaintenance("none", false, "", Caller.ANYBODY))
                .isInstanceOfSatisfying(
                        RequestFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(RequestFailure.Kind.NOT_FOUND))
                .hasMessage("No service registered with ID \"none\"");
    }

    @Test
    void takesTheNodeOutOfUse() {
        agent.register("{\"Name\": \"web\"}");

        agent.registrar.nodeMaintenance(true, "", Caller.ANYBODY);

        assertThat(Objects.requireNonNull(agent.state.view().check("_node_maintenance"))
                        .check()
                        .notes())
                .isEqualTo("Maintenance mode is enabled for this node, but no reason was provided."
                        + " This is a default message.");
        assertThat(agent.services.healthOfInstances("web"))
                .extracting(AgentServiceHealth::status)
                .containsExactly("maintenance");
    }

    // ---- configuration

    @Test
    void reloadsDefinitionsAndKeepsResults() {
        agent.registrar.load(
                List.of(
                        Registered.service("{\"Name\": \"one\", \"Check\": {\"TTL\": \"1m\"}}"),
                        Registered.service("{\"Name\": \"two\"}")),
                List.of(Registered.check("{\"Name\": \"c\", \"TTL\": \"1m\", \"ServiceID\": \"two\"}")));
        agent.registrar.updateTtl("service:one", "passing", "fine", Caller.ANYBODY);
        agent.registrar.updateTtl("c", "passing", "well", Caller.ANYBODY);

        agent.registrar.load(
                List.of(
                        Registered.service("{\"Name\": \"one\", \"Port\": 9, \"Check\": {\"TTL\": \"1m\"}}"),
                        Registered.service("{\"Name\": \"two\"}")),
                List.of(Registered.check("{\"Name\": \"c\", \"TTL\": \"1m\", \"ServiceID\": \"two\"}")));

        assertThat(agent.checkResults()).containsExactly("c=passing well", "service:one=passing fine");
        assertThat(shown("one").port()).isEqualTo(9);

        agent.registrar.load(List.of(Registered.service("{\"Name\": \"two\"}")), List.of());
        assertThat(agent.serviceIds()).containsExactly("two");
        assertThat(agent.checkResults()).isEmpty();
    }

    @Test
    void losesTheApisRegistrationsAtAReloadWhenNothingIsKept() {
        agent.registrar.load(List.of(), List.of());
        agent.register("{\"Name\": \"web\", \"Check\": {\"TTL\": \"1m\"}}");

        agent.registrar.load(List.of(), List.of());

        assertThat(agent.serviceIds()).isEmpty();
        assertThat(agent.checkResults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"ID": "only"}                                        | Failed to register service "": Service name missing
            {"Name": "s", "Check": {"Args": ["a"], "Interval": "1s"}} | Failed to register service "s": Scripts are disabled on this agent; to enable, configure 'enable_script_checks' or 'enable_local_script_checks' to true
            """)
    void refusesConfigurationInTheOriginalsWordsAndChangesNothing(String definition, String text) {
        agent.registrar.load(List.of(Registered.service("{\"Name\": \"web\"}")), List.of());

        assertThatThrownBy(() -> agent.registrar.load(List.of(Registered.service(definition)), List.of()))
                .hasMessage(text);

        assertThat(agent.serviceIds()).containsExactly("web");
    }

    @Test
    void refusesChecksOfConfigurationInTheOriginalsWords() {
        assertThatThrownBy(() -> agent.registrar.load(
                        List.of(),
                        List.of(Registered.check("{\"Name\": \"x\", \"TTL\": \"3s\", \"Interval\": \"5s\"}"))))
                .hasMessageStartingWith(
                        "Failed to register check 'x': Check is not valid: Interval and TTL cannot both be specified &{");
    }

    @Test
    void keepsNothingWhenACheckOfConfigurationNamesAServiceThatIsNotThere() {
        assertThatThrownBy(() -> agent.registrar.load(
                        List.of(Registered.service("{\"Name\": \"web\"}")),
                        List.of(Registered.check("{\"Name\": \"c\", \"TTL\": \"3s\", \"ServiceID\": \"none\"}"))))
                .hasMessage("Failed to register check 'c': ServiceID \"none\" does not exist");

        assertThat(agent.serviceIds()).isEmpty();
    }
}
