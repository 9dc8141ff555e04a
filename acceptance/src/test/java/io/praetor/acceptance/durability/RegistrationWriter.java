package io.praetor.acceptance.durability;

import com.fasterxml.jackson.databind.JsonNode;
import io.praetor.acceptance.program.Agent;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Registers services with their checks at the agent itself, and removes them.
final class RegistrationWriter extends Writer {

    private static final int SERVICES = 6;

    private final String prefix;
    private int next;

    RegistrationWriter(int number, Indexes indexes, RandomGenerator random) {
        super(indexes, random);
        this.prefix = "own-%d-".formatted(number);
    }

    @Override
    String read() {
        return "/v1/catalog/node/durable";
    }

    @Override
    void write(Client client) throws IOException {
        next++;
        String service = prefix + random.nextInt(SERVICES);
        if (random.nextInt(4) == 0) {
            ledger.sending(service, null);
            ledger.sending(service + "-check", null);
            client.put("/v1/agent/service/deregister/" + service, "");
        } else {
            ledger.sending(service, String.valueOf(next));
            ledger.sending(service + "-check", String.valueOf(next));
            client.put("/v1/agent/service/register", """
                    {"ID": "%1$s", "Name": "own", "Meta": {"n": "%2$d"},
                     "Check": {"CheckID": "%1$s-check", "TTL": "1h", "Notes": "%2$d"}}""".formatted(service, next));
        }
        ledger.acknowledge(service);
        ledger.acknowledge(service + "-check");
    }

    @Override
    List<String> settle(Agent agent) throws IOException {
        Map<String, String> found = new HashMap<>();
        for (JsonNode service : ask(agent, "/v1/agent/services")) {
            String id = service.get("ID").asText();
            if (id.startsWith(prefix)) {
                found.put(id, service.get("Meta").path("n").asText());
            }
        }
        for (JsonNode check : ask(agent, "/v1/agent/checks")) {
            String id = check.get("CheckID").asText();
            if (id.startsWith(prefix)) {
                found.put(id, check.get("Notes").asText());
            }
        }
        return ledger.settle(found);
    }
}
