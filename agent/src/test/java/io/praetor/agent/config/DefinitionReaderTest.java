package io.praetor.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.agent.config.AgentConfig.Definitions;
import io.praetor.model.catalog.CheckDefinition;
import io.praetor.model.catalog.CheckType;
import io.praetor.model.catalog.ConnectProxyConfig;
import io.praetor.model.catalog.ExposePath;
import io.praetor.model.catalog.ServiceAddress;
import io.praetor.model.catalog.ServiceDefinition;
import io.praetor.model.catalog.Weights;
import io.praetor.model.flags.FlagException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DefinitionReaderTest {
    @Test
    void readsAServiceWithEverything() throws Exception {
        ServiceDefinition service = load("""
            service {
              id = "web-1" name = "web" tags = ["a", "b"] address = "10.0.0.1" port = 80 token = "t"
              tagged_addresses { lan { address = "10.0.0.2" port = 81 } }
              meta { version = "3" } weights { passing = 5 } enable_tag_override = true
              check { http = "http://x" interval = "10s" }
              checks = [{ id = "c" tcp = "x:1" interval = "1m" timeout = "2s" }]
              connect { native = true }
            }""").services().getFirst();

        assertThat(service.id()).isEqualTo("web-1");
        assertThat(service.name()).isEqualTo("web");
        assertThat(service.tags()).containsExactly("a", "b");
        assertThat(service.address()).isEqualTo("10.0.0.1");
        assertThat(service.port()).isEqualTo(80);
        assertThat(service.token()).isEqualTo("t");
        assertThat(service.taggedAddresses()).isEqualTo(Map.of("lan", new ServiceAddress("10.0.0.2", 81)));
        assertThat(service.meta()).isEqualTo(Map.of("version", "3"));
        assertThat(service.weights()).isEqualTo(new Weights(5, 1));
        assertThat(service.enableTagOverride()).isTrue();
        assertThat(service.checks()).extracting(CheckType::tcp).containsExactly("x:1", "");
        assertThat(service.checks()).extracting(CheckType::http).containsExactly("", "http://x");
        assertThat(service.checks()).extracting(CheckType::interval).containsExactly(60_000_000_000L, 10_000_000_000L);
        assertThat(Objects.requireNonNull(service.connect()).isNative()).isTrue();
    }

    @Test
    void leavesOutWhatADefinitionDoesNotSay() throws Exception {
        ServiceDefinition service =
                load("service { name = \"web\" }").services().getFirst();

        assertThat(service.tags()).isNull();
        assertThat(service.meta()).isNull();
        assertThat(service.checks()).isNull();
        assertThat(service.proxy()).isNull();
        assertThat(service.connect()).isNull();
        assertThat(service.weights()).isEqualTo(Weights.DEFAULT);
    }

    @Test
    void readsAProxyWithEverything() throws Exception {
        ServiceDefinition service = load("""
            service {
              name = "web-proxy" kind = "connect-proxy" port = 9000
              proxy {
                destination_service_name = "web" destination_service_id = "web-1"
                local_service_address = "127.0.0.2" local_service_port = 80
                config { protocol = "http" nested { a = 1 } }
                upstreams = [{ destination_name = "db" local_bind_port = 9191 datacenter = "dc2"
                  local_bind_address = "127.0.0.3" config { b = true } mesh_gateway { mode = "local" } }]
                mesh_gateway { mode = "remote" }
                expose { checks = true paths = [{ path = "/h" listener_port = 1 local_path_port = 2 protocol = "http2" }] }
              }
            }""").services().getFirst();
        ConnectProxyConfig proxy = Objects.requireNonNull(service.proxy());

        assertThat(service.kind()).isEqualTo("connect-proxy");
        assertThat(proxy.destinationServiceName()).isEqualTo("web");
        assertThat(proxy.destinationServiceId()).isEqualTo("web-1");
        assertThat(proxy.localServiceAddress()).isEqualTo("127.0.0.2");
        assertThat(proxy.localServicePort()).isEqualTo(80);
        assertThat(proxy.config()).isEqualTo(Map.of("protocol", "http", "nested", Map.of("a", 1L)));
        assertThat(proxy.meshGateway().mode()).isEqualTo("remote");
        assertThat(proxy.expose().checks()).isTrue();
        assertThat(proxy.expose().paths()).containsExactly(new ExposePath(1, "/h", 2, "http2", false));
        assertThat(proxy.upstreams()).singleElement().satisfies(upstream -> {
            assertThat(upstream.destinationType()).isEqualTo("service");
            assertThat(upstream.destinationName()).isEqualTo("db");
            assertThat(upstream.datacenter()).isEqualTo("dc2");
            assertThat(upstream.localBindAddress()).isEqualTo("127.0.0.3");
            assertThat(upstream.localBindPort()).isEqualTo(9191);
            assertThat(upstream.config()).isEqualTo(Map.of("b", true));
            assertThat(upstream.meshGateway().mode()).isEqualTo("local");
        });
    }

    @Test
    void readsASidecar() throws Exception {
        ServiceDefinition service =
                load("service { name = \"web\" port = 1 connect { sidecar_service { port = 2 tags = [\"x\"] } } }")
                        .services()
                        .getFirst();

        ServiceDefinition sidecar =
                Objects.requireNonNull(Objects.requireNonNull(service.connect()).sidecarService());
        assertThat(sidecar.port()).isEqualTo(2);
        assertThat(sidecar.tags()).containsExactly("x");
    }

    @Test
    void readsEveryKindOfCheck() throws Exception {
        CheckDefinition definition = load("""
            check {
              id = "c" name = "check" notes = "n" service_id = "web" token = "t" status = "passing"
              args = ["a", "b"] shell = "/bin/sh" docker_container_id = "d" http = "http://x" method = "POST" body = "b"
              header { X-A = ["1", "2"] } tcp = "t:1" udp = "u:1" grpc = "g:1" grpc_use_tls = true h2ping = "h:1"
              os_service = "s" alias_node = "n" alias_service = "as" tls_server_name = "tsn" tls_skip_verify = true
              disable_redirects = true interval = "1s" timeout = "2s" ttl = "3s" success_before_passing = 1
              failures_before_warning = 2 failures_before_critical = 3 output_max_size = 4
              deregister_critical_service_after = "4s"
            }""").checks().getFirst();

        assertThat(definition.serviceId()).isEqualTo("web");
        assertThat(definition.token()).isEqualTo("t");
        assertThat(definition.check())
                .isEqualTo(new CheckType(
                        "c",
                        "check",
                        "passing",
                        "n",
                        List.of("a", "b"),
                        "http://x",
                        Map.of("X-A", List.of("1", "2")),
                        "POST",
                        "b",
                        "t:1",
                        1_000_000_000L,
                        "n",
                        "as",
                        "d",
                        "/bin/sh",
                        "g:1",
                        true,
                        true,
                        2_000_000_000L,
                        3_000_000_000L,
                        1,
                        3,
                        "",
                        "",
                        4_000_000_000L,
                        4,
                        "u:1",
                        "s",
                        "h:1",
                        true,
                        "tsn",
                        true,
                        2));
    }

    @Test
    void readsTheCamelNamesOfChecks() throws Exception {
        CheckType check =
                load("check { name = \"c\" ScriptArgs = [\"a\"] DockerContainerID = \"d\" TLSSkipVerify = true"
                                + " DeregisterCriticalServiceAfter = \"5s\" serviceid = \"s\" }")
                        .checks()
                        .getFirst()
                        .check();

        assertThat(check.scriptArgs()).containsExactly("a");
        assertThat(check.dockerContainerId()).isEqualTo("d");
        assertThat(check.tlsSkipVerify()).isTrue();
        assertThat(check.deregisterCriticalServiceAfter()).isEqualTo(5_000_000_000L);
    }

    @Test
    void addsUpDefinitionsOfAllSources() throws Exception {
        Definitions definitions = load("service { name = \"a\" } services { name = \"b\" } services { name = \"c\" }"
                + " check { name = \"x\" ttl = \"1s\" } checks = [{ name = \"y\" ttl = \"1s\" }]"
                + " watches = [{ type = \"key\" key = \"k\" }]");

        assertThat(definitions.services()).extracting(ServiceDefinition::name).containsExactly("a", "b", "c");
        assertThat(definitions.checks()).extracting(c -> c.check().name()).containsExactly("x", "y");
        assertThat(definitions.watches()).containsExactly(Map.of("type", "key", "key", "k"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "service { name = \"s\" weights { passing = -1 } }~Invalid weight definition for service s: Passing must"
                        + " be greater than 0",
                "service { name = \"s\" weights { warning = -1 } }~Invalid weight definition for service s: Warning must"
                        + " be greater or equal than 0",
                "service { name = \"s\" weights { passing = 65536 } }~Invalid weight definition for service s: DNS"
                        + " Weight must be between 0 and 65535",
                "service { name = \"s\" meta { \"\" = \"x\" } }~invalid meta for service s: Couldn't load metadata pair"
                        + " ('', 'x'): Key cannot be blank",
                "service { name = \"s\" connect { sidecar_service { id = \"x\" } } }~sidecar_service can't specify an"
                        + " ID",
                "service { name = \"s\" connect { sidecar_service { connect { sidecar_service {} } } }"
                        + " }~sidecar_service can't have a nested sidecar_service",
                "service { name = \"s\" proxy { mesh_gateway { mode = \"x\" } } }~Invalid Mesh Gateway Mode: \"x\"",
                "check { id = \"c\" name = \"n\" interval = \"soon\" }~check[c].interval: invalid duration: \"soon\":"
                        + " time: invalid duration \"soon\"",
            })
    void refusesWithTheContractsWords(String fragment, String fault) {
        assertThatThrownBy(() -> load(fragment)).hasMessage("1 error occurred:\n\t* " + fault + "\n\n");
    }

    @Test
    void refusesServicesThatNoAgentCouldRegister() {
        assertThatThrownBy(() -> load("service { name = \"p\" kind = \"connect-proxy\" connect { native = true } }"))
                .hasMessage("""
                        service "p": 3 errors occurred:
                        \t* Proxy.DestinationServiceName must be non-empty for Connect proxy services
                        \t* Port must be set for a Connect proxy
                        \t* A Proxy cannot also be Connect Native, only typical services

                        """);
    }

    private static Definitions load(String fragment) throws ConfigException, FlagException {
        return new ConfigLoader(new TestMachine("lo 127.0.0.1/8"))
                .load(AgentFlags.parse(List.of("-dev", "-hcl=" + fragment)).sources())
                .config()
                .definitions();
    }
}
