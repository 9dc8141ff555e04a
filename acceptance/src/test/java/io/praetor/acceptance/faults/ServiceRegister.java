package io.praetor.acceptance.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;

/// An instance of a service in the catalog; its value is in its metadata.
record ServiceRegister(String service) implements Register {

    /// A node that no gossip knows, so that nobody but these clients changes it.
    static final String NODE = "fault-clients";

    @Override
    public Found get(ServerProcess server, String query) throws IOException {
        JsonNode found = Requests.json(Requests.get(server, "/v1/catalog/service/" + service + query));
        return found.isEmpty()
                ? new Found(Optional.empty(), 0)
                : new Found(
                        Optional.of(
                                found.get(0).path("ServiceMeta").path("value").asText()),
                        1);
    }

    @Override
    public void write(ServerProcess server, String value) throws IOException {
        Requests.put(server, "/v1/catalog/register", """
                {"Node": "%1$s", "Address": "192.0.2.1", "SkipNodeUpdate": true,
                 "Service": {"ID": "%2$s", "Service": "%2$s", "Meta": {"value": "%3$s"}}}
                """.formatted(NODE, service, value));
    }

    @Override
    public void delete(ServerProcess server) throws IOException {
        Requests.put(server, "/v1/catalog/deregister", """
                {"Node": "%s", "ServiceID": "%s"}""".formatted(NODE, service));
    }

    @Override
    public boolean compareAndSet(ServerProcess server, long index, String value) {
        throw new UnsupportedOperationException("services have no check-and-set of their own");
    }
}
