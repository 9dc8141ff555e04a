package io.praetor.acceptance.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The words of an expectation that stand for any value of a kind.
final class Matchers {

    /// Matchers that stand for a volatile text, and the pattern the whole text must have.
    private static final Map<String, String> PATTERNS = Map.of(
            "$uuid", "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
            "$timestamp", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)",
            "$duration", "-?(\\d+(\\.\\d+)?(ns|us|µs|ms|s|m|h))+",
            "$addr", "(\\d{1,3}(\\.\\d{1,3}){3}|\\[?[0-9a-fA-F:]*::?[0-9a-fA-F:]*\\]?)(:\\d+)?",
            "$pem", "(-----BEGIN [A-Z ]+-----\n.*-----END [A-Z ]+-----\\s*)+");

    private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

    private Matchers() {}

    /// Whether the value is what the word stands for; null when the word is no matcher but a plain text.
    static @Nullable Boolean matches(String word, JsonNode got) {
        if (!word.startsWith("$")) {
            return null;
        }
        return switch (word) {
            case "$any" -> true;
            case "$str" -> got.isTextual();
            case "$int" -> integer(got) != null;
            case "$index" -> {
                BigInteger value = integer(got);
                yield value != null && value.signum() > 0;
            }
            case "$num" -> got.isNumber();
            default -> {
                String pattern = word.startsWith("$re:") ? word.substring(4) : PATTERNS.get(word);
                yield pattern == null ? null : got.isTextual() && fits(pattern, got.textValue());
            }
        };
    }

    private static boolean fits(String pattern, String text) {
        return COMPILED.computeIfAbsent(pattern, source -> Pattern.compile(source, Pattern.DOTALL))
                .matcher(text)
                .matches();
    }

    /// An integer, also one written as a text, as headers are.
    private static @Nullable BigInteger integer(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue().matches("-?\\d+") ? new BigInteger(value.textValue()) : null;
        }
        return value.isIntegralNumber() ? value.bigIntegerValue() : null;
    }
}
