package io.praetor.acceptance.durability;

import com.fasterxml.jackson.databind.JsonNode;
import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.recorded.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Creates and destroys sessions, each with a name of its own.
final class SessionWriter extends Writer {

    private static final int MOST_ALIVE = 6;

    private final String prefix;
    private int next;

    SessionWriter(int number, Indexes indexes, RandomGenerator random) {
        super(indexes, random);
        this.prefix = "session-%d-".formatted(number);
    }

    @Override
    String read() {
        return "/v1/session/list";
    }

    @Override
    void write(Client client) throws IOException {
        Map<String, String> alive = ledger.present();
        if (random.nextInt(MOST_ALIVE) >= alive.size()) {
            next++;
            String name = prefix + next;
            ledger.sending(name, Ledger.ANY);
            JsonNode created = Json.parse(client.put("/v1/session/create", "{\"Name\": \"%s\"}".formatted(name))
                    .body());
            ledger.acknowledge(name, created.get("ID").asText());
        } else {
            Map.Entry<String, String> oldest = alive.entrySet().iterator().next();
            ledger.sending(oldest.getKey(), null);
            client.put("/v1/session/destroy/" + oldest.getValue(), "");
            ledger.acknowledge(oldest.getKey());
        }
    }

    @Override
    List<String> settle(Agent agent) throws IOException {
        Map<String, String> found = new HashMap<>();
        for (JsonNode session : ask(agent, "/v1/session/list?consistent")) {
            String name = session.get("Name").asText();
            if (name.startsWith(prefix)) {
                found.put(name, session.get("ID").asText());
            }
        }
        return ledger.settle(found);
    }
}
