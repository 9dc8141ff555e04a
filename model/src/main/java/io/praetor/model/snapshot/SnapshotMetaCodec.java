package io.praetor.model.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `meta.json` to [SnapshotMeta] and back: one object and a newline, keys in the order the original writes them.
public final class SnapshotMetaCodec {
    private static final JsonFactory FACTORY = new JsonFactory();

    private SnapshotMetaCodec() {}

    /// The bytes of `meta.json`, newline included.
    public static byte[] encode(SnapshotMeta meta) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("Version", meta.version());
            json.writeStringField("ID", meta.id());
            json.writeNumberField("Index", meta.index());
            json.writeNumberField("Term", meta.term());
            json.writeStringField("Peers", meta.peers());
            json.writeObjectFieldStart("Configuration");
            json.writeArrayFieldStart("Servers");
            for (SnapshotMeta.Server server : meta.servers()) {
                json.writeStartObject();
                json.writeNumberField("Suffrage", server.suffrage());
                json.writeStringField("ID", server.id());
                json.writeStringField("Address", server.address());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeNumberField("ConfigurationIndex", meta.configurationIndex());
            json.writeNumberField("Size", meta.size());
            json.writeEndObject();
        }
        out.write('\n');
        return out.toByteArray();
    }

    /// Reads `meta.json`. Unknown keys (newer versions, the on-disk `CRC`) are skipped.
    ///
    /// @throws ArchiveException when the text is not such an object
    public static SnapshotMeta decode(byte[] text) throws ArchiveException {
        try (JsonParser json = FACTORY.createParser(text)) {
            return new Fields().read(json);
        } catch (JsonProcessingException e) {
            throw new ArchiveException("failed to decode snapshot metadata: " + e.getOriginalMessage(), e);
        } catch (ArchiveException e) {
            throw e;
        } catch (IOException e) {
            throw new ArchiveException("failed to decode snapshot metadata: " + e.getMessage(), e);
        }
    }

    /// The values seen so far; what is absent stays zero, as in the original's reader.
    private static final class Fields {
        private int version;
        private String id = "";
        private long index;
        private long term;
        private String peers = "";
        private final List<SnapshotMeta.Server> servers = new ArrayList<>();
        private long configurationIndex;
        private long size;

        SnapshotMeta read(JsonParser json) throws IOException {
            expect(json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                switch (name) {
                    case "Version" -> version = json.getIntValue();
                    case "ID" -> id = text(json, value);
                    case "Index" -> index = json.getLongValue();
                    case "Term" -> term = json.getLongValue();
                    case "Peers" -> peers = text(json, value);
                    case "Configuration" -> readConfiguration(json, value);
                    case "ConfigurationIndex" -> configurationIndex = json.getLongValue();
                    case "Size" -> size = json.getLongValue();
                    default -> json.skipChildren();
                }
            }
            expect(json.currentToken(), JsonToken.END_OBJECT);
            return new SnapshotMeta(version, id, index, term, peers, servers, configurationIndex, size);
        }

        private void readConfiguration(JsonParser json, JsonToken start) throws IOException {
            expect(start, JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("Servers") && value == JsonToken.START_ARRAY) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        servers.add(readServer(json));
                    }
                    expect(json.currentToken(), JsonToken.END_ARRAY);
                } else {
                    json.skipChildren();
                }
            }
            expect(json.currentToken(), JsonToken.END_OBJECT);
        }

        private static SnapshotMeta.Server readServer(JsonParser json) throws IOException {
            int suffrage = 0;
            String id = "";
            String address = "";
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                switch (name) {
                    case "Suffrage" -> suffrage = json.getIntValue();
                    case "ID" -> id = text(json, value);
                    case "Address" -> address = text(json, value);
                    default -> json.skipChildren();
                }
            }
            expect(json.currentToken(), JsonToken.END_OBJECT);
            return new SnapshotMeta.Server(suffrage, id, address);
        }

        private static String text(JsonParser json, JsonToken value) throws IOException {
            if (value == JsonToken.VALUE_NULL) {
                return "";
            }
            expect(value, JsonToken.VALUE_STRING);
            return json.getText();
        }

        private static void expect(@Nullable JsonToken actual, JsonToken expected) throws ArchiveException {
            if (actual != expected) {
                throw new ArchiveException(
                        "failed to decode snapshot metadata: expected " + expected + ", found " + actual);
            }
        }
    }
}
