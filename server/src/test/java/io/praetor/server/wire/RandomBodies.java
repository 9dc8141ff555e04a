package io.praetor.server.wire;

import io.praetor.model.GoTime;
import io.praetor.model.codec.PackWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// Bodies made by chance from the specification's list of structures, not from our codecs.
final class RandomBodies {
    private static final int DEEPEST = 6;

    private final RandomGenerator random;
    private final Map<String, Map<String, String>> structs = new HashMap<>();
    private final Map<String, Types> methods = new TreeMap<>();

    /// What a method takes and gives.
    record Types(String request, String reply) {}

    RandomBodies(RandomGenerator random) throws IOException {
        this.random = random;
        Map<?, ?> spec = (Map<?, ?>) Recorded.json("rpc-structs.json");
        ((Map<?, ?>) Objects.requireNonNull(spec.get("structs"))).forEach((name, struct) -> {
            Map<String, String> fields = new TreeMap<>();
            Object listed = Objects.requireNonNull(((Map<?, ?>) struct).get("fields"));
            for (Object field : (List<?>) listed) {
                fields.put(Recorded.text((Map<?, ?>) field, "name"), Recorded.text((Map<?, ?>) field, "type"));
            }
            structs.put((String) name, fields);
        });
        for (Object method : (List<?>) Objects.requireNonNull(spec.get("methods"))) {
            Map<?, ?> row = (Map<?, ?>) method;
            methods.put(Recorded.text(row, "Name"), new Types(Recorded.text(row, "Arg"), Recorded.text(row, "Reply")));
        }
        // newer than the specification
        newer(
                "Operator.TransferLeader",
                Map.of("Datacenter", "str", "ID", "str", "Token", "str"),
                Map.of("Success", "bool"));
        newer(
                "ACL.Why",
                Map.of("Datacenter", "str", "AccessorID", "str", "Wanted", "ACLAuthorizationRequest", "Token", "str"),
                Map.of(
                        "AccessorID", "str",
                        "Resource", "str",
                        "Segment", "str",
                        "Access", "str",
                        "Allow", "bool",
                        "Rule", "str",
                        "PolicyID", "str",
                        "PolicyName", "str",
                        "Otherwise", "str"));
        newer(
                "ACL.Observe",
                Map.of("Datacenter", "str", "AccessorID", "str", "Time", "duration", "Hidden", "bool", "Token", "str"),
                Map.of("AccessorID", "str", "Observed", "bool", "Complete", "bool", "Rules", "str"));
        signIn();
    }

    /// Signing in with a provider.
    private void signIn() {
        structs.put(
                "ACLOIDCAuthURLParams",
                new TreeMap<>(Map.of(
                        "AuthMethod", "str", "RedirectURI", "str", "ClientNonce", "str", "Meta", "map<str,str>")));
        newer(
                "ACL.OIDCAuthURL",
                Map.of("Datacenter", "str", "Auth", "ACLOIDCAuthURLParams?", "Token", "str"),
                Map.of("AuthURL", "str"));
        structs.put(
                "ACLOIDCCallbackParams",
                new TreeMap<>(Map.of("AuthMethod", "str", "State", "str", "Code", "str", "ClientNonce", "str")));
        structs.put(
                "ACLOIDCCallbackRequest",
                new TreeMap<>(Map.of("Datacenter", "str", "Auth", "ACLOIDCCallbackParams?", "Token", "str")));
        methods.put("ACL.OIDCCallback", new Types("ACLOIDCCallbackRequest", "ACLToken"));
        structs.put("OIDCAuthMethod", new TreeMap<>(Map.of("Name", "str", "DisplayName", "str", "Kind", "str")));
        Map<String, String> list = new TreeMap<>(Objects.requireNonNull(structs.get("ACLAuthMethodListResponse")));
        list.put("AuthMethods", "[OIDCAuthMethod?]");
        structs.put("ACLOIDCAuthMethodsResponse", list);
        methods.put("ACL.OIDCAuthMethods", new Types("ACLAuthMethodListRequest", "ACLOIDCAuthMethodsResponse"));
    }

    private void newer(String method, Map<String, String> request, Map<String, String> reply) {
        structs.put(method + "Request", new TreeMap<>(request));
        structs.put(method + "Reply", new TreeMap<>(reply));
        methods.put(method, new Types(method + "Request", method + "Reply"));
    }

    /// Every method of the specification.
    Map<String, Types> methods() {
        return methods;
    }

    byte[] request(String method) {
        return body(Objects.requireNonNull(methods.get(method)).request());
    }

    byte[] reply(String method) {
        return body(Objects.requireNonNull(methods.get(method)).reply());
    }

    private byte[] body(String type) {
        PackWriter out = new PackWriter();
        write(out, type, 0);
        return out.toBytes();
    }

    private void write(PackWriter out, String type, int depth) {
        if (type.endsWith("?")) {
            if (depth > DEEPEST || random.nextInt(3) == 0) {
                out.nil();
            } else {
                write(out, type.substring(0, type.length() - 1), depth);
            }
            return;
        }
        switch (type) {
            case "{}" -> out.mapHead(0);
            case "str" -> out.text(text());
            case "bool" -> out.bool(random.nextBoolean());
            case "int" -> out.integer(random.nextInt(5));
            case "uint" -> out.unsigned(random.nextLong() >>> random.nextInt(1, 64));
            case "duration" -> out.integer(random.nextLong(1L << 40));
            case "float" -> out.real(random.nextGaussian());
            case "bytes" -> bytes(out);
            case "time" ->
                out.raw(GoTime.toBytes(
                        Instant.ofEpochSecond(random.nextLong(1L << 33), random.nextInt(1_000_000_000))));
            case "any" -> any(out);
            default -> compound(out, type, depth);
        }
    }

    private void compound(PackWriter out, String type, int depth) {
        if (type.startsWith("[")) {
            list(out, type.substring(1, type.length() - 1), depth);
        } else if (type.startsWith("map<str,")) {
            map(out, type.substring("map<str,".length(), type.length() - 1), depth);
        } else {
            String name = type.replace("`", "");
            Map<String, String> fields = Objects.requireNonNull(structs.get(name), name);
            out.mapHead(fields.size());
            fields.forEach((field, of) -> {
                out.text(field);
                // what only newer registrations say has more fields than the specification
                write(
                        out,
                        field.equals("SidecarService") ? "nil?" : of,
                        field.equals("SidecarService") ? 99 : depth + 1);
            });
        }
    }

    /// @param depth 0 for a list that is no field: that is never nil
    private void list(PackWriter out, String element, int depth) {
        int size = depth > DEEPEST ? -1 : depth == 0 ? random.nextInt(4) : random.nextInt(-1, 4);
        if (size < 0) {
            out.nil();
            return;
        }
        out.listHead(size);
        for (int i = 0; i < size; i++) {
            write(out, present(element), depth + 1);
        }
    }

    private void map(PackWriter out, String element, int depth) {
        int size = depth > DEEPEST ? -1 : random.nextInt(-1, 4);
        if (size < 0) {
            out.nil();
            return;
        }
        TreeSet<String> keys = new TreeSet<>();
        while (keys.size() < size) {
            keys.add(text());
        }
        out.mapHead(size);
        keys.forEach(key -> {
            out.text(key);
            write(out, present(element), element.startsWith("[") ? 0 : depth + 1);
        });
    }

    /// Nobody puts nil into a list.
    private static String present(String element) {
        return element.endsWith("?") ? element.substring(0, element.length() - 1) : element;
    }

    private void bytes(PackWriter out) {
        if (random.nextInt(4) == 0) {
            out.nil();
            return;
        }
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        out.raw(bytes);
    }

    private void any(PackWriter out) {
        switch (random.nextInt(4)) {
            case 0 -> out.nil();
            case 1 -> out.text(text());
            case 2 -> out.real(random.nextInt(100));
            default -> {
                out.listHead(1);
                out.bool(true);
            }
        }
    }

    private String text() {
        int length = random.nextInt(12) == 0 ? 40 : random.nextInt(1, 10);
        return random.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
