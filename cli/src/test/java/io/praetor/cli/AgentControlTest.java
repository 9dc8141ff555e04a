package io.praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.client.FakeAgent;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `maint`, `reload`, `event`, `rtt` and `monitor`, as recorded (transcripts/maint.json, agent-commands.json).
class AgentControlTest {
    private FakeAgent agent;

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent();
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private CliRun.Result run(String... arguments) {
        return CliRun.against(agent).run(arguments);
    }

    private static CliRun.Result said(String out) {
        return new CliRun.Result(0, out, "");
    }

    private static CliRun.Result failed(String err) {
        return new CliRun.Result(1, "", err + "\n");
    }

    @Test
    void beginsAndEndsMaintenance() {
        agent.answer("PUT /v1/agent/maintenance?enable=true&reason=broken+disk", 200, "")
                .answer("PUT /v1/agent/maintenance?enable=false", 200, "")
                .answer("PUT /v1/agent/service/maintenance/web?enable=true", 200, "")
                .answer("PUT /v1/agent/service/maintenance/web?enable=false", 200, "")
                .answer(
                        "PUT /v1/agent/service/maintenance/nope?enable=true",
                        404,
                        "No service registered with ID \"nope\"");

        assertThat(run("maint", "-enable", "-reason", "broken disk"))
                .isEqualTo(said("Node maintenance is now enabled\n"));
        assertThat(run("maint", "-disable")).isEqualTo(said("Node maintenance is now disabled\n"));
        assertThat(run("maint", "-enable", "-service=web"))
                .isEqualTo(said("Service maintenance is now enabled for \"web\"\n"));
        assertThat(run("maint", "-disable", "-service=web"))
                .isEqualTo(said("Service maintenance is now disabled for \"web\"\n"));
        assertThat(run("maint", "-enable", "-service=nope"))
                .isEqualTo(failed("Error enabling service maintenance: Unexpected response code: 404 "
                        + "(No service registered with ID \"nope\")"));
    }

    @Test
    void listsWhatIsInMaintenance() {
        agent.answer("GET /v1/agent/checks", 200, """
                {"_service_maintenance:web":{"CheckID":"_service_maintenance:web","ServiceID":"web","Notes":"upgrade"},
                 "_node_maintenance":{"CheckID":"_node_maintenance","Notes":"broken disk"},
                 "other":{"CheckID":"other","Notes":"x"}}""");

        assertThat(run("maint")).isEqualTo(said("""
                Node:
                  Name:   node1
                  Reason: broken disk

                Service:
                  ID:     web
                  Reason: upgrade

                """));
    }

    @Test
    void refusesMaintenanceThatMakesNoSense() {
        assertThat(run("maint", "-enable", "-disable"))
                .isEqualTo(failed("Only one of -enable or -disable may be provided"));
        assertThat(run("maint", "-reason=x")).isEqualTo(failed("Reason may only be provided with -enable"));
        assertThat(run("maint", "-disable", "-reason=x")).isEqualTo(failed("Reason may only be provided with -enable"));
        assertThat(run("maint", "-service=web")).isEqualTo(failed("Service requires either -enable or -disable"));
        assertThat(agent.requests()).isEmpty();
    }

    @Test
    void reloads() {
        assertThat(run("reload"))
                .isEqualTo(failed(
                        "Error reloading: Unexpected response code: 500 (nothing prepared for /v1/agent/reload)"));
        agent.answer("PUT /v1/agent/reload", 200, "");
        assertThat(run("reload")).isEqualTo(said("Configuration reload triggered\n"));
    }

    @Test
    void firesAnEvent() {
        agent.answer("PUT /v1/event/fire/deploy?service=web&tag=v1", 200, "{\"ID\":\"e1\",\"Name\":\"deploy\"}");

        assertThat(run("event", "-name=deploy", "-service=web", "-tag=v1", "1.2.3"))
                .isEqualTo(said("Event ID: e1\n"));
        assertThat(agent.bodies()).containsExactly("1.2.3");
        assertThat(run("event", "-name=deploy"))
                .isEqualTo(failed("Error firing event: Unexpected response code: 500 "
                        + "(nothing prepared for /v1/event/fire/deploy)"));
    }

    @Test
    void refusesEventsThatReachNobody() {
        assertThat(run("event").err()).startsWith("Event name must be specified\n\nUsage: consul event");
        assertThat(run("event", "-name=x", "-tag=v1"))
                .isEqualTo(failed("Cannot provide tag filter without service filter."));
        assertThat(run("event", "-name=x", "-node=*("))
                .isEqualTo(failed("Failed to compile node filter regexp: "
                        + "error parsing regexp: missing argument to repetition operator: `*`"));
        assertThat(run("event", "-name=x", "one", "two").err())
                .startsWith("Too many command line arguments.\n\nUsage:");
    }

    @Test
    void estimatesRoundTripTimes() {
        agent.answer("GET /v1/coordinate/nodes", 200, """
                [{"Node":"node1","Segment":"","Coord":{"Vec":[0,0],"Height":0.001}},
                 {"Node":"far","Segment":"","Coord":{"Vec":[0.003,0.004],"Height":0.001,"Adjustment":0.0005}},
                 {"Node":"apart","Segment":"x","Coord":{"Vec":[0,0]}}]""");

        assertThat(run("rtt", "far", "node1"))
                .isEqualTo(said("Estimated far <-> node1 rtt: 7.500 ms (using LAN coordinates)\n"));
        assertThat(run("rtt", "far"))
                .isEqualTo(said("Estimated far <-> node1 rtt: 7.500 ms (using LAN coordinates)\n"));
        assertThat(run("rtt", "node1", "nobody")).isEqualTo(failed("Could not find a coordinate for node \"nobody\""));
        assertThat(run("rtt", "node1", "apart"))
                .isEqualTo(failed("Could not find a shared segment for nodes \"node1\" and \"apart\""));
        assertThat(run("rtt").err()).startsWith("One or two node names must be specified\n\nUsage:");
    }

    @Test
    void estimatesRoundTripTimesAcrossDatacenters() {
        agent.answer("GET /v1/coordinate/datacenters", 200, """
                [{"Datacenter":"dc1","AreaID":"wan","Coordinates":[{"Node":"node1","Coord":{"Vec":[0],"Height":0.001}}]},
                 {"Datacenter":"dc2","AreaID":"wan","Coordinates":[{"Node":"s2","Coord":{"Vec":[0.010],"Height":0.001}}]}]""");

        assertThat(run("rtt", "-wan", "node1.dc1", "s2.dc2"))
                .isEqualTo(said("Estimated node1.dc1 <-> s2.dc2 rtt: 12.000 ms (using WAN coordinates)\n"));
        assertThat(run("rtt", "-wan", "node1", "s2"))
                .isEqualTo(failed("Node names must be specified as <node name>.<datacenter> with -wan"));
        assertThat(run("rtt", "-wan", "node1.dc1", "node1.dc9"))
                .isEqualTo(failed("Could not find a coordinate for node \"node1.dc1\""));
    }

    @Test
    void showsTheLogUntilTheAgentEndsIt() {
        agent.answer("GET /v1/agent/monitor?loglevel=DEBUG", 200, "line one\nline two\n")
                .answer("GET /v1/agent/monitor?loglevel=foo", 400, "Bad request: Unknown log level: foo");

        assertThat(run("monitor", "-log-level=DEBUG")).isEqualTo(said("""
                line one
                line two
                Remote side ended the monitor! This usually means that the
                remote side has exited or crashed.
                """));
        assertThat(run("monitor", "-log-level=foo"))
                .isEqualTo(failed("Error starting monitor: Unexpected response code: 400 "
                        + "(Bad request: Unknown log level: foo)"));
    }
}
