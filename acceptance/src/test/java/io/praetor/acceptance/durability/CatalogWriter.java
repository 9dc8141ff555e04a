package io.praetor.acceptance.durability;

import com.fasterxml.jackson.databind.JsonNode;
import io.praetor.acceptance.program.Agent;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Registers and deregisters services with their checks on a node of its own.
final class CatalogWriter extends Writer {

    private static final int SERVICES = 6;

    private final String node;
    private int next;

    CatalogWriter(int number, Indexes indexes, RandomGenerator random) {
        super(indexes, random);
        this.node = "durable-node-%d".formatted(number);
    }

    @Override
    String read() {
        return "/v1/catalog/node/" + node;
    }

    @Override
    void write(Client client) throws IOException {
        next++;
        String service = "service-" + random.nextInt(SERVICES);
        if (random.nextInt(4) == 0) {
            ledger.sending(service, null);
            ledger.sending(service + "-check", null);
            client.put("/v1/catalog/deregister", """
                    {"Node": "%s", "ServiceID": "%s"}""".formatted(node, service));
        } else {
            ledger.sending(service, String.valueOf(next));
            ledger.sending(service + "-check", String.valueOf(next));
            client.put("/v1/catalog/register", """
                    {"Node": "%1$s", "Address": "10.0.0.1",
                     "Service": {"ID": "%2$s", "Service": "durable", "Meta": {"n": "%3$d"}},
                     "Check": {"CheckID": "%2$s-check", "Name": "c", "ServiceID": "%2$s", "Status": "passing",
                               "Output": "%3$d"}}""".formatted(node, service, next));
        }
        ledger.acknowledge(service);
        ledger.acknowledge(service + "-check");
    }

    @Override
    List<String> settle(Agent agent) throws IOException {
        Map<String, String> found = new HashMap<>();
        for (JsonNode service :
                ask(agent, "/v1/catalog/node/" + node + "?consistent").path("Services")) {
            found.put(service.get("ID").asText(), service.get("Meta").path("n").asText());
        }
        for (JsonNode check : ask(agent, "/v1/health/node/" + node + "?consistent")) {
            found.put(check.get("CheckID").asText(), check.get("Output").asText());
        }
        return ledger.settle(found);
    }
}
