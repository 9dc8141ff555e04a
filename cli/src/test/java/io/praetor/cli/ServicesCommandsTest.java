package io.praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.client.FakeAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `services register` and `services deregister`, as recorded (transcripts/services.json).
class ServicesCommandsTest {
    @TempDir
    private Path folder;

    private FakeAgent agent;

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent();
        agent.answer("PUT /v1/agent/service/register", 200, "");
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private CliRun.Result run(String... arguments) {
        return CliRun.against(agent).run(arguments);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void registersWhatFlagsDescribe() {
        CliRun.Result result = run(
                "services",
                "register",
                "-name=mail",
                "-id=mail-1",
                "-port=25",
                "-tag=a",
                "-tag=b",
                "-address=10.1.1.1",
                "-meta=k=v",
                "-kind=mesh-gateway",
                "-tagged-address=wan=[::1]:90");

        assertThat(result).isEqualTo(new CliRun.Result(0, "Registered service: mail\n", ""));
        assertThat(agent.bodies())
                .containsExactly("{\"Address\":\"10.1.1.1\",\"ID\":\"mail-1\",\"Kind\":\"mesh-gateway\","
                        + "\"Meta\":{\"k\":\"v\"},\"Name\":\"mail\",\"Port\":25,"
                        + "\"TaggedAddresses\":{\"wan\":{\"Address\":\"::1\",\"Port\":90}},\"Tags\":[\"a\",\"b\"]}");
    }

    @Test
    void registersAllServicesOfAFile() throws IOException {
        String file = file("two.hcl", """
                service { name = "one" check { id = "c1" ttl = "30s" } }
                services {
                  name = "two"
                  id = "two-7"
                  tagged_addresses { my_lan { address = "10.0.0.1" port = 80 } }
                  meta { snake_key = "v" }
                  enable_tag_override = true
                  weights { passing = 5 }
                  checks = [{ args = ["/bin/true"] interval = "10s" success_before_passing = 2 }]
                  proxy { destination_service_name = "x" config { max_size = 1 } upstreams = [{ destination_name = "y" local_bind_port = 9 }] }
                  connect { sidecar_service {} }
                }
                """);

        CliRun.Result result = run("services", "register", file);

        assertThat(result).isEqualTo(new CliRun.Result(0, "Registered service: one\nRegistered service: two\n", ""));
        assertThat(agent.bodies().getFirst())
                .isEqualTo("{\"Check\":{\"CheckID\":\"c1\",\"TTL\":30000000000},\"Name\":\"one\"}");
        assertThat(agent.bodies().getLast())
                .contains(
                        "\"Checks\":[{\"Interval\":10000000000,\"ScriptArgs\":[\"/bin/true\"],\"SuccessBeforePassing\":2}]",
                        "\"Connect\":{\"SidecarService\":{}}",
                        "\"EnableTagOverride\":true",
                        "\"Meta\":{\"snake_key\":\"v\"}",
                        "\"Proxy\":{\"Config\":{\"max_size\":1},\"DestinationServiceName\":\"x\"",
                        "\"DestinationName\":\"y\"",
                        "\"LocalBindPort\":9",
                        "\"TaggedAddresses\":{\"my_lan\":{\"Address\":\"10.0.0.1\",\"Port\":80}}",
                        "\"Weights\":{\"Passing\":5,\"Warning\":1}");
    }

    @Test
    void takesFilesInTheApisSpelling() throws IOException {
        String file = file("web.json", "{\"Service\": {\"Name\": \"web\", \"Port\": 8080, \"Tags\": [\"v1\"]}}");

        assertThat(run("services", "register", file).out()).isEqualTo("Registered service: web\n");
        assertThat(agent.bodies()).containsExactly("{\"Name\":\"web\",\"Port\":8080,\"Tags\":[\"v1\"]}");
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        String hcl = file("bad.hcl", "service { name = \n");
        String json = file("bad.json", "{\"Service\": {\"Name\": \"x\", \"Bogus\": 1}}");

        assertThat(run("services", "register", "missing.json").err())
                .isEqualTo(
                        "Error: config: Open failed on missing.json. open missing.json: no such file or directory\n");
        assertThat(run("services", "register", hcl).err())
                .isEqualTo("Error: failed to parse " + hcl + ": At 2:2: object expected closing RBRACE got: EOF\n");
        assertThat(run("services", "register", json).err())
                .isEqualTo("Error: failed to parse " + json
                        + ": 1 error occurred:\n\t* invalid config key service.Bogus\n\n\n");
        assertThat(run("services", "deregister", hcl).err()).startsWith("Error: failed to parse ");
        assertThat(run("services", "register", file("none.hcl", "\n"))).isEqualTo(new CliRun.Result(0, "", ""));
        assertThat(agent.bodies()).isEmpty();
    }

    @Test
    void refusesFlagsTogetherWithFilesAndNeither() throws IOException {
        String file = file("web.json", "{\"service\": {\"name\": \"web\"}}");

        assertThat(run("services", "register").err())
                .isEqualTo("Service registration requires at least one argument or flags.\n");
        assertThat(run("services", "register", "-id=x").code()).isEqualTo(1);
        assertThat(run("services", "register", "-name=x", file).err())
                .isEqualTo("Service registration requires arguments or -id, not both.\n");
        assertThat(run("services", "register", "-name=x", "-tagged-address=lan").err())
                .startsWith(
                        "invalid value \"lan\" for flag -tagged-address: Missing \"=\" value in argument: lan\nUsage:");
        assertThat(run("services", "register", "-name=x", "-tagged-address=lan=a:b:c")
                        .err())
                .isEqualTo("Error: failed to parse address \"a:b:c\": too many colons in address\n");
        assertThat(run("services", "deregister").err())
                .isEqualTo("Service deregistration requires at least one argument or -id.\n");
        assertThat(run("services", "deregister", "-id=x", file).err())
                .isEqualTo("Service deregistration requires arguments or -id, not both.\n");
    }

    @Test
    void takesServicesOff() throws IOException {
        agent.answer("PUT /v1/agent/service/deregister/mail-1", 200, "")
                .answer("PUT /v1/agent/service/deregister/api", 200, "")
                .answer("PUT /v1/agent/service/deregister/cache-7", 500, "no");
        String file = file("two.hcl", "services { name = \"api\" }\nservices { name = \"cache\" id = \"cache-7\" }\n");

        assertThat(run("services", "deregister", "-id=mail-1").out()).isEqualTo("Deregistered service: mail-1\n");
        assertThat(run("services", "deregister", file))
                .isEqualTo(new CliRun.Result(
                        1,
                        "Deregistered service: api\n",
                        "Error registering service \"cache\": Unexpected response code: 500 (no)\n"));
    }
}
