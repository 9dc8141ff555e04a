package io.praetor.agent.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.util.NetUtil;
import io.praetor.http.AuditedRequest;
import io.praetor.http.route.Targets;
import io.praetor.model.GoTime;
import io.praetor.model.codec.Json;
import io.praetor.server.acl.TokenInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Events as lines of JSON, in the original's form. Secrets are hashed, wherever they stand. For one thread.
final class EventText {
    private static final String VERSION = "1";

    private final SecretHashes hashes;

    EventText(SecretHashes hashes) {
        this.hashes = hashes;
    }

    /// The line, its line feed included.
    byte[] line(AuditEvent event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(640);
        try (JsonGenerator json = Json.generator(out, false)) {
            json.writeStartObject();
            json.writeStringField("created_at", GoTime.format(event.time()));
            json.writeStringField("event_type", "audit");
            json.writeObjectFieldStart("payload");
            payload(json, event);
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        out.write('\n');
        return out.toByteArray();
    }

    private void payload(JsonGenerator json, AuditEvent event) throws IOException {
        json.writeStringField("id", event.id());
        json.writeStringField("version", VERSION);
        json.writeStringField("type", "HTTPEvent");
        json.writeStringField("timestamp", GoTime.format(event.time()));
        json.writeObjectFieldStart("auth");
        auth(json, event.by());
        json.writeEndObject();
        json.writeObjectFieldStart("request");
        request(json, event.request());
        json.writeEndObject();
        AuditEvent.End end = event.end();
        if (end != null) {
            json.writeObjectFieldStart("response");
            if (end.status() != 0) {
                json.writeStringField("status", Integer.toString(end.status()));
            }
            text(json, "error", withoutSecrets(end.error(), event.request()));
            json.writeEndObject();
        }
        json.writeStringField("stage", end == null ? "OperationStart" : "OperationComplete");
    }

    private static void auth(JsonGenerator json, @Nullable TokenInfo by) throws IOException {
        if (by == null) {
            return;
        }
        json.writeStringField("accessor_id", by.accessor());
        text(json, "description", by.description());
        Instant created = by.created();
        if (created != null) {
            json.writeStringField("create_time", GoTime.format(created));
        }
    }

    private void request(JsonGenerator json, AuditedRequest request) throws IOException {
        json.writeStringField("operation", request.method());
        json.writeStringField("endpoint", endpoint(request.path()));
        text(json, "query", Targets.replaceSecrets(request.query(), hashes::of));
        // who comes through a unix socket has no name
        json.writeStringField(
                "remote_addr",
                request.from() instanceof InetSocketAddress inet ? NetUtil.toSocketAddressString(inet) : "@");
        text(json, "user_agent", withoutSecrets(request.userAgent(), request));
        text(json, "host", withoutSecrets(request.host(), request));
        if (!request.token().isEmpty()) {
            json.writeStringField("token", hashes.of(request.token()));
        }
    }

    private String endpoint(String path) {
        int secret = Targets.secretAt(path);
        return secret < 0 ? path : path.substring(0, secret) + hashes.of(path.substring(secret));
    }

    /// Texts of others may repeat what they were given.
    private String withoutSecrets(String text, AuditedRequest request) {
        String without = replace(text, request.token());
        int secret = Targets.secretAt(request.path());
        return secret < 0 ? without : replace(without, request.path().substring(secret));
    }

    private String replace(String text, String secret) {
        return secret.isEmpty() || !text.contains(secret) ? text : text.replace(secret, hashes.of(secret));
    }

    private static void text(JsonGenerator json, String name, String text) throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField(name, text);
        }
    }
}
