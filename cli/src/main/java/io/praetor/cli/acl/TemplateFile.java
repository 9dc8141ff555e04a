package io.praetor.cli.acl;

import io.praetor.cli.base.InputFiles;
import io.praetor.model.acl.AclTemplateVariables;
import io.praetor.model.acl.AclTemplatedPolicy;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.hcl.Blocks;
import io.praetor.model.hcl.Hcl;
import io.praetor.model.hcl.SyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A file with templated policies: `TemplatedPolicy "builtin/service" { Name = "api" }`, or the same as JSON.
final class TemplateFile {
    private static final String BLOCK = "TemplatedPolicy";

    private final String path;

    private TemplateFile(String path) {
        this.path = path;
    }

    static List<AclTemplatedPolicy> read(String path) throws Refusal {
        String text;
        try {
            text = InputFiles.readText(path);
        } catch (IOException e) {
            throw Refusal.of("Error loading templated policies: " + e.getMessage());
        }
        return new TemplateFile(path).policies(text);
    }

    private Refusal wrong(String why) {
        return Refusal.of("Error reading templated policies from \"" + path + "\": " + why);
    }

    private Map<String, ? extends @Nullable Object> parsed(String text) throws Refusal {
        try {
            if (!text.stripLeading().startsWith("{")) {
                return Hcl.parse(text);
            }
            Map<String, @Nullable Object> object = Json.parse(Codecs.ANY_MAP, text.getBytes(StandardCharsets.UTF_8));
            return object == null ? Map.of() : object;
        } catch (SyntaxException | DecodeException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private List<AclTemplatedPolicy> policies(String text) throws Refusal {
        Map<String, ? extends @Nullable Object> content = parsed(text);
        for (String key : content.keySet()) {
            if (!key.equals(BLOCK)) {
                throw wrong("unknown key \"" + key + "\"");
            }
        }
        List<AclTemplatedPolicy> read = new ArrayList<>();
        for (Map<?, ?> block : objects(content.get(BLOCK))) {
            for (Map.Entry<?, ?> entry : block.entrySet()) {
                for (Map<?, ?> variables : objects(entry.getValue())) {
                    read.add(new AclTemplatedPolicy(String.valueOf(entry.getKey()), variables(variables), null));
                }
            }
        }
        if (read.isEmpty()) {
            throw wrong("there is no " + BLOCK + " in it");
        }
        return read;
    }

    private @Nullable AclTemplateVariables variables(Map<?, ?> given) throws Refusal {
        String name = "";
        for (Map.Entry<?, ?> entry : given.entrySet()) {
            if (!String.valueOf(entry.getKey()).equalsIgnoreCase("name")
                    || !(entry.getValue() instanceof String text)) {
                throw wrong("\"" + entry.getKey() + "\" is no variable; there is only Name, a text");
            }
            name = text;
        }
        return given.isEmpty() ? null : new AclTemplateVariables(name);
    }

    private List<Map<?, ?>> objects(@Nullable Object value) throws Refusal {
        List<Map<?, ?>> objects = new ArrayList<>();
        switch (value) {
            case null -> {}
            case Map<?, ?> one -> objects.add(one);
            case Blocks blocks -> objects.addAll(blocks.list());
            case List<?> several -> {
                for (Object one : several) {
                    objects.addAll(objects(one));
                }
            }
            default -> throw wrong("a " + BLOCK + " is a block");
        }
        return objects;
    }
}
