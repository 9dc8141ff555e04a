package io.praetor.acceptance.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Compares what two servers answered, values aside: the fields, their order, and what kind of value each has.
final class Shapes {
    /// Fields whose names are data.
    private static final Set<String> FREE = Set.of("Meta", "NodeMeta", "ServiceMeta", "Services", "TaggedAddresses");

    private Shapes() {}

    /// Where they differ; empty when they are alike.
    static List<String> differences(JsonNode recorded, JsonNode answered) {
        List<String> found = new ArrayList<>();
        compare("", recorded, answered, found);
        return found;
    }

    private static void compare(String path, JsonNode recorded, JsonNode answered, List<String> found) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (FREE.contains(name) || path.startsWith("/Services/")) {
            return;
        }
        if (recorded.getNodeType() != answered.getNodeType()) {
            found.add("%s: %s recorded, %s answered".formatted(path, recorded, answered));
        } else if (recorded.isObject()) {
            List<String> wanted = names(recorded);
            if (!wanted.equals(names(answered))) {
                found.add("%s: fields %s recorded, %s answered".formatted(path, wanted, names(answered)));
                return;
            }
            wanted.forEach(field -> compare(path + "/" + field, recorded.get(field), answered.get(field), found));
        } else if (recorded.isArray() && !recorded.isEmpty()) {
            if (answered.isEmpty()) {
                found.add("%s: %s recorded, nothing answered".formatted(path, recorded));
                return;
            }
            compare(path + "[]", recorded.get(0), answered.get(0), found);
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
