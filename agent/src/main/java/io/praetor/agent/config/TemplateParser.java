package io.praetor.agent.config;

import io.praetor.agent.config.TemplateParser.Node.Call;
import io.praetor.agent.config.TemplateParser.Node.Literal;
import io.praetor.agent.config.TemplateParser.Node.Pipe;
import java.util.ArrayList;
import java.util.List;

/// Reads the part of Go's template language that address settings use: text with actions in `{{ }}`, which are pipes of
/// calls over texts, whole numbers and booleans, grouped by parentheses.
final class TemplateParser {
    /// Parentheses within parentheses; more is a mistake.
    private static final int MAX_DEPTH = 32;

    private final String text;
    private int at;
    private int depth;

    /// A piece of a template.
    sealed interface Node {
        /// Itself: String, Long or Boolean.
        record Literal(Object value) implements Node {}

        /// A function with its arguments.
        record Call(String function, List<Node> arguments) implements Node {}

        /// The value of each step is the last argument of the next one.
        record Pipe(List<Node> steps) implements Node {}
    }

    private TemplateParser(String text) {
        this.text = text;
    }

    /// The template's pieces in order; text between actions is a literal.
    ///
    /// @throws ConfigException with the reason
    static List<Node> parse(String text) throws ConfigException {
        return new TemplateParser(text).template();
    }

    private List<Node> template() throws ConfigException {
        List<Node> nodes = new ArrayList<>();
        boolean trimNext = false;
        while (at < text.length()) {
            int open = text.indexOf("{{", at);
            String plain = text.substring(at, open < 0 ? text.length() : open);
            if (trimNext) {
                plain = plain.stripLeading();
            }
            if (open < 0) {
                nodes.add(new Literal(plain));
                break;
            }
            at = open + 2;
            if (text.startsWith("- ", at)) {
                plain = plain.stripTrailing();
                at += 2;
            }
            nodes.add(new Literal(plain));
            if (text.startsWith("/*", at)) {
                comment();
            } else {
                nodes.add(pipe());
            }
            trimNext = close();
        }
        return nodes;
    }

    private void comment() throws ConfigException {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            throw new ConfigException("unclosed comment");
        }
        at = end + 2;
    }

    /// Whether the blanks after the action do not count.
    private boolean close() throws ConfigException {
        blanks();
        boolean trim = text.startsWith("-}}", at);
        if (trim) {
            at++;
        }
        if (!text.startsWith("}}", at)) {
            throw unexpected();
        }
        at += 2;
        return trim;
    }

    private Pipe pipe() throws ConfigException {
        List<Node> steps = new ArrayList<>();
        do {
            steps.add(step(!steps.isEmpty()));
        } while (take('|'));
        return new Pipe(steps);
    }

    private Node step(boolean takesValue) throws ConfigException {
        blanks();
        int start = at;
        String name = name();
        if (!name.isEmpty() && !isConstant(name)) {
            List<Node> arguments = new ArrayList<>();
            while (startsOperand()) {
                arguments.add(operand());
            }
            return new Call(name, arguments);
        }
        at = start;
        if (takesValue || !startsOperand()) {
            throw unexpected();
        }
        return operand();
    }

    private boolean startsOperand() {
        blanks();
        char c = peek();
        return c == '"'
                || c == '`'
                || c == '('
                || isDigit(c)
                || isLetter(c)
                || ((c == '+' || c == '-') && at + 1 < text.length() && isDigit(text.charAt(at + 1)));
    }

    private Node operand() throws ConfigException {
        char c = peek();
        if (c == '"') {
            return new Literal(quoted());
        }
        if (c == '`') {
            return new Literal(raw());
        }
        if (c == '(') {
            return group();
        }
        if (isLetter(c)) {
            String name = name();
            return isConstant(name) ? new Literal(Boolean.valueOf(name)) : new Call(name, List.of());
        }
        return new Literal(number());
    }

    private Node group() throws ConfigException {
        if (++depth > MAX_DEPTH) {
            throw new ConfigException("more than " + MAX_DEPTH + " parentheses within each other");
        }
        at++;
        Pipe pipe = pipe();
        if (!take(')')) {
            throw new ConfigException("unclosed left paren");
        }
        depth--;
        return pipe;
    }

    private String quoted() throws ConfigException {
        StringBuilder out = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c == '\n') {
                break;
            }
            out.append(c == '\\' ? escaped() : c);
        }
        if (peek() != '"') {
            throw new ConfigException("unterminated quoted string");
        }
        at++;
        return out.toString();
    }

    private char escaped() throws ConfigException {
        char c = peek();
        at++;
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '"', '\\', '\'' -> c;
            default -> throw new ConfigException("unknown escape sequence in quoted string");
        };
    }

    private String raw() throws ConfigException {
        int end = text.indexOf('`', at + 1);
        if (end < 0) {
            throw new ConfigException("unterminated raw quoted string");
        }
        String raw = text.substring(at + 1, end);
        at = end + 1;
        return raw;
    }

    private Long number() throws ConfigException {
        int start = at;
        at++;
        while (isDigit(peek()) || isLetter(peek()) || peek() == '.') {
            at++;
        }
        String number = text.substring(start, at);
        try {
            return Long.valueOf(number);
        } catch (NumberFormatException _) {
            throw new ConfigException("bad number syntax: \"" + number + "\"");
        }
    }

    private String name() {
        int start = at;
        while (isLetter(peek()) || (at > start && isDigit(peek()))) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isConstant(String name) {
        return name.equals("true") || name.equals("false");
    }

    private boolean take(char c) {
        blanks();
        boolean there = peek() == c;
        if (there) {
            at++;
        }
        return there;
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private ConfigException unexpected() {
        blanks();
        if (at >= text.length()) {
            return new ConfigException("unclosed action");
        }
        String rest = text.substring(at);
        return new ConfigException(
                rest.startsWith("}}") ? "missing value for command" : "unexpected \"" + rest.charAt(0) + "\"");
    }
}
