package io.praetor.acceptance.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/// The steps of a transcript that speak DNS.
final class DnsSteps {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /// How long to listen for the answer to what is not to be answered.
    private static final Duration SILENCE = Duration.ofSeconds(3);
    private static final int HEADER = 12;
    private static final Map<Integer, String> SECTIONS = Map.of(
            Section.QUESTION, "question",
            Section.ANSWER, "answer",
            Section.AUTHORITY, "authority",
            Section.ADDITIONAL, "additional");

    private final Normal normal;

    DnsSteps(Normal normal) {
        this.normal = normal;
    }

    /// A recorded command line of `dig`.
    Outcome dig(JsonNode step, int port) throws IOException {
        List<String> arguments = new ArrayList<>();
        step.get("dig").forEach(argument -> arguments.add(argument.asText()));
        byte[] answer = new Dig(arguments).ask(port, PATIENCE);
        if (answer.length < HEADER) {
            return new Outcome.Failed("no answer to dig " + String.join(" ", arguments));
        }
        Message message = new Message(answer);
        ObjectNode parts = JsonNodeFactory.instance.objectNode();
        parts.put("rc", 0);
        parts.put("opcode", Opcode.string(message.getHeader().getOpcode()));
        parts.put("status", Rcode.string(message.getRcode()));
        array(parts, "flags", DigText.flags(message));
        String edns = DigText.edns(message);
        if (edns != null) {
            parts.put("edns", edns);
        }
        for (int section = Section.QUESTION; section <= Section.ADDITIONAL; section++) {
            array(parts, SECTIONS.getOrDefault(section, ""), rows(message, section, step));
        }
        if (step.has("size")) {
            parts.set("size", size(step.get("size"), answer.length));
        }
        return new Outcome.Seen(parts);
    }

    private List<String> rows(Message message, int section, JsonNode step) {
        List<String> rows = DigText.records(message, section);
        if (step.has("count") && (section == Section.ANSWER || section == Section.ADDITIONAL)) {
            rows = counted(rows, step.get("count"));
        }
        List<String> lines = rows.isEmpty()
                ? new ArrayList<>()
                : new ArrayList<>(normal.lines(String.join("\n", rows) + "\n", step));
        Collections.sort(lines);
        return lines;
    }

    /// Records by TTL and type, for answers that are a random choice.
    ///
    /// @param span the counts that are right, or nothing
    private static List<String> counted(List<String> rows, JsonNode span) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String row : rows) {
            List<String> words = List.of(row.split(" "));
            counts.merge(words.get(1) + " " + words.get(3), 1, Integer::sum);
        }
        List<String> found = new ArrayList<>();
        counts.forEach((kind, count) -> {
            List<String> words = List.of(kind.split(" "));
            boolean fits = span.size() == 2
                    && span.get(0).asInt() <= count
                    && count <= span.get(1).asInt();
            String number =
                    fits ? "%d to %d".formatted(span.get(0).asInt(), span.get(1).asInt()) : count.toString();
            found.add("%s records of type %s, ttl %s".formatted(number, words.get(1), words.get(0)));
        });
        return found;
    }

    private static JsonNode size(JsonNode wanted, int size) {
        boolean small = wanted.isInt() && size <= wanted.asInt();
        return small
                ? JsonNodeFactory.instance.textNode("at most " + wanted.asInt())
                : JsonNodeFactory.instance.numberNode(size);
    }

    /// Raw bytes; of the reply only the header counts.
    Outcome packet(JsonNode step, int port) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(step.get("packet").asText().toLowerCase(Locale.ROOT));
        boolean silence = step.path("expect").path("reply").asText().equals("none");
        byte[] reply =
                Dig.exchange(port, bytes, step.path("proto").asText().equals("tcp"), silence ? SILENCE : PATIENCE);
        ObjectNode parts = JsonNodeFactory.instance.objectNode();
        if (reply.length < HEADER) {
            parts.put("reply", "none");
            return new Outcome.Seen(parts);
        }
        int bits = u16(reply, 2);
        ObjectNode header = parts.putObject("reply");
        header.put("same id", u16(reply, 0) == u16(bytes, 0));
        header.put("qr", bits >> 15);
        header.put("opcode", bits >> 11 & 15);
        header.put("rcode", bits & 15);
        var counts = header.putArray("counts");
        for (int at = 4; at < HEADER; at += 2) {
            counts.add(u16(reply, at));
        }
        return new Outcome.Seen(parts);
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }

    private static void array(ObjectNode parts, String name, Collection<String> lines) {
        var array = parts.putArray(name);
        lines.forEach(array::add);
    }
}
