package io.praetor.agent.check;

import io.praetor.model.catalog.CheckType;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import java.nio.charset.StandardCharsets;

/// Check types as registrations spell them.
public final class Types {
    private Types() {}

    public static CheckType of(String json) {
        try {
            return Json.parse(CheckType.CODEC, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), true);
        } catch (DecodeException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
