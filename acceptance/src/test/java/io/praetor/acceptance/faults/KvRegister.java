package io.praetor.acceptance.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.praetor.acceptance.wire.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// A key.
record KvRegister(String key) implements Register {

    @Override
    public Found get(ServerProcess server, String query) throws IOException {
        HttpResponse answer = Requests.get(server, "/v1/kv/" + key + query);
        if (answer.status() == 404) {
            return new Found(Optional.empty(), 0);
        }
        JsonNode entry = Requests.json(answer).get(0);
        byte[] value = Base64.getDecoder().decode(entry.get("Value").asText());
        return new Found(
                Optional.of(new String(value, StandardCharsets.UTF_8)),
                entry.get("ModifyIndex").asLong());
    }

    @Override
    public void write(ServerProcess server, String value) throws IOException {
        Requests.put(server, "/v1/kv/" + key, value);
    }

    @Override
    public void delete(ServerProcess server) throws IOException {
        Requests.delete(server, "/v1/kv/" + key);
    }

    @Override
    public boolean compareAndSet(ServerProcess server, long index, String value) throws IOException {
        return Requests.put(server, "/v1/kv/" + key + "?cas=" + index, value)
                .text()
                .strip()
                .equals("true");
    }
}
