package io.praetor.agent.local;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// The node this agent speaks for, as it registers it.
///
/// @param id a UUID
public record NodeFacts(
        String id,
        String name,
        String datacenter,
        String address,
        Map<String, String> taggedAddresses,
        Map<String, String> meta) {
    /// Copies the maps.
    public NodeFacts {
        taggedAddresses = Collections.unmodifiableMap(new TreeMap<>(taggedAddresses));
        meta = Collections.unmodifiableMap(new TreeMap<>(meta));
    }

    /// The same with this metadata.
    public NodeFacts withMeta(Map<String, String> newMeta) {
        return new NodeFacts(id, name, datacenter, address, taggedAddresses, newMeta);
    }
}
