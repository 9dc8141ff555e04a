package io.praetor.acceptance.durability;

import com.fasterxml.jackson.databind.JsonNode;
import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.wire.HttpRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/// Writes a growing number to keys of its own, deletes one now and then, and sets two keys in one transaction.
final class KvWriter extends Writer {

    private static final int KEYS = 8;

    private final String prefix;
    private final Map<String, Long> modifyIndexes = new HashMap<>();
    private int next;

    KvWriter(int number, Indexes indexes, RandomGenerator random) {
        super(indexes, random);
        this.prefix = "durable/%d/".formatted(number);
    }

    @Override
    String read() {
        return "/v1/kv/" + prefix + "?recurse";
    }

    @Override
    void write(Client client) throws IOException {
        next++;
        int dice = random.nextInt(10);
        String key = prefix + random.nextInt(KEYS);
        if (dice == 0) {
            ledger.sending(key, null);
            client.delete("/v1/kv/" + key);
            ledger.acknowledge(key);
        } else if (dice == 1) {
            writePair(client);
        } else {
            ledger.sending(key, String.valueOf(next));
            client.put("/v1/kv/" + key, String.valueOf(next));
            ledger.acknowledge(key);
            noteModifyIndex(client, key);
        }
    }

    /// Both or neither.
    private void writePair(Client client) throws IOException {
        String value = String.valueOf(next);
        String encoded = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
        String operation = "{\"KV\": {\"Verb\": \"set\", \"Key\": \"%s\", \"Value\": \"%s\"}}";
        ledger.sending(prefix + "left", value);
        ledger.sending(prefix + "right", value);
        client.put(
                "/v1/txn",
                "[%s, %s]"
                        .formatted(
                                operation.formatted(prefix + "left", encoded),
                                operation.formatted(prefix + "right", encoded)));
        ledger.acknowledge(prefix + "left");
        ledger.acknowledge(prefix + "right");
    }

    private void noteModifyIndex(Client client, String key) throws IOException {
        if (random.nextInt(8) == 0) {
            long index = client.send(HttpRequest.of("GET", "/v1/kv/" + key)).index();
            modifyIndexes.put(key + "=" + ledger.acknowledged(key), index);
        }
    }

    @Override
    List<String> settle(Agent agent) throws IOException {
        Map<String, String> found = new HashMap<>();
        List<String> lines = new ArrayList<>();
        for (JsonNode entry : ask(agent, "/v1/kv/" + prefix + "?recurse&consistent")) {
            String key = entry.get("Key").asText();
            String value =
                    new String(Base64.getDecoder().decode(entry.get("Value").asText()), StandardCharsets.UTF_8);
            found.put(key, value);
            long index = entry.get("ModifyIndex").asLong();
            Long noted = modifyIndexes.put(key + "=" + value, index);
            if (noted != null && noted != index) {
                lines.add("%s=%s has index %d after %d".formatted(key, value, index, noted));
            }
        }
        if (!Objects.equals(found.get(prefix + "left"), found.get(prefix + "right"))) {
            lines.add("half a transaction: " + found);
        }
        lines.addAll(ledger.settle(found));
        return lines;
    }
}
