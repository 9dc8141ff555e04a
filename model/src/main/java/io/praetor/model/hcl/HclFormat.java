package io.praetor.model.hcl;

import io.praetor.model.hcl.Scanner.Comment;
import io.praetor.model.hcl.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Writes an HCL text anew in one style, comments kept: two spaces for each level, an empty line between top-level
/// items, settings that stood on lines next to each other with their signs aligned.
public final class HclFormat {
    private static final String INDENT = "  ";

    private final Scanner scanner;
    private final List<Comment> comments = new ArrayList<>();
    private final UnaryOperator<String> rename;
    private Token token;

    /// The line on which the token before [#token] ended.
    private int lastLine = 1;

    private HclFormat(String text, UnaryOperator<String> rename) throws SyntaxException {
        scanner = new Scanner(text, comments::add);
        this.rename = rename;
        token = scanner.next();
    }

    /// The text in the style of the house, without a line end after the last line. A text that is JSON becomes HCL.
    ///
    /// @param rename what to call a top-level item
    /// @throws SyntaxException as [Hcl#parse]
    public static String format(String text, UnaryOperator<String> rename) throws SyntaxException {
        if (text.stripLeading().startsWith("{")) {
            return new HclFormat(fromJson(StrictJson.parse(text)), rename).write();
        }
        Hcl.parse(text);
        return new HclFormat(text, rename).write();
    }

    private String write() throws SyntaxException {
        Body body = body(rename);
        StringBuilder out = new StringBuilder();
        append(out, body, "", true);
        return out.toString().stripTrailing();
    }

    /// Items up to the end of the text or the block. What [Hcl] reads without complaint is taken for granted here.
    private Body body(UnaryOperator<String> names) throws SyntaxException {
        List<Item> items = new ArrayList<>();
        while (token.kind() != Kind.EOF && token.kind() != Kind.RBRACE) {
            List<Comment> lead = takeComments();
            int line = token.position().line();
            List<String> keys = new ArrayList<>();
            while (token.kind() == Kind.IDENT || token.kind() == Kind.STRING) {
                keys.add(keys.isEmpty() ? names.apply(token.text()) : token.text());
                advance();
            }
            boolean sign = token.kind() == Kind.ASSIGN;
            if (sign) {
                advance();
            }
            Value value = token.kind() == Kind.EOF ? null : value();
            if (value == null) {
                return new Body(items, lead);
            }
            int endLine = lastLine;
            if (token.kind() == Kind.COMMA) {
                advance();
            }
            items.add(new Item(lead, String.join(" ", keys), sign, value, trailing(endLine), line, endLine));
        }
        return new Body(items, takeComments());
    }

    private Value value() throws SyntaxException {
        String text = token.text();
        return switch (token.kind()) {
            case LBRACE -> {
                advance();
                Body body = body(UnaryOperator.identity());
                advance();
                yield body;
            }
            case LBRACK -> {
                advance();
                List<Value> elements = new ArrayList<>();
                while (token.kind() != Kind.RBRACK && token.kind() != Kind.EOF) {
                    if (token.kind() == Kind.COMMA) {
                        advance();
                    } else {
                        elements.add(value());
                    }
                }
                advance();
                yield new Elements(elements);
            }
            default -> {
                advance();
                yield new Literal(text);
            }
        };
    }

    private void advance() throws SyntaxException {
        lastLine = scanner.line();
        token = scanner.next();
    }

    private List<Comment> takeComments() {
        List<Comment> taken = List.copyOf(comments);
        comments.clear();
        return taken;
    }

    /// The comment behind an item, on its last line.
    private @Nullable Comment trailing(int line) {
        boolean behind = !comments.isEmpty() && comments.getFirst().line() == line;
        return behind ? comments.removeFirst() : null;
    }

    private static void append(StringBuilder out, Body body, String indent, boolean top) {
        List<Item> items = body.items;
        int lastLine = 0;
        int at = 0;
        while (at < items.size()) {
            int end = at + 1;
            while (!top && end < items.size() && items.get(end).continues(items.get(end - 1))) {
                end++;
            }
            if (at > 0) {
                out.append('\n');
            }
            List<Item> group = items.subList(at, end);
            int width =
                    group.stream().mapToInt(item -> item.keys.length()).max().orElse(0);
            for (Item item : group) {
                append(out, item, indent, width);
            }
            lastLine = items.get(end - 1).endLine;
            at = end;
        }
        if (!body.end.isEmpty()) {
            if (at > 0 && body.end.getFirst().line() > lastLine + 1) {
                out.append('\n');
            }
            append(out, body.end, indent);
        }
    }

    private static void append(StringBuilder out, List<Comment> comments, String indent) {
        int before = 0;
        for (Comment comment : comments) {
            if (before > 0 && comment.line() > before + 1) {
                out.append('\n');
            }
            out.append(indent).append(comment.text().stripTrailing()).append('\n');
            before = comment.endLine();
        }
    }

    private static void append(StringBuilder out, Item item, String indent, int width) {
        append(out, item.lead, indent);
        if (!item.lead.isEmpty() && item.lead.getLast().endLine() < item.line - 1) {
            out.append('\n');
        }
        out.append(indent).append(item.keys);
        if (item.sign) {
            out.append(" ".repeat(width - item.keys.length())).append(" =");
        }
        out.append(' ');
        append(out, item.value, indent);
        if (item.trailing != null) {
            out.append(' ').append(item.trailing.text().stripTrailing());
        }
        out.append('\n');
    }

    private static void append(StringBuilder out, Value value, String indent) {
        switch (value) {
            case Literal literal -> out.append(literal.text);
            case Body body when body.items.isEmpty() && body.end.isEmpty() -> out.append("{}");
            case Body body -> {
                out.append("{\n");
                append(out, body, indent + INDENT, false);
                out.append(indent).append('}');
            }
            case Elements list -> {
                out.append('[');
                boolean first = true;
                boolean afterHeredoc = false;
                for (Value element : list.elements) {
                    out.append(first ? "" : afterHeredoc ? "\n, " : ", ");
                    append(out, element, indent);
                    first = false;
                    afterHeredoc = element instanceof Literal literal && literal.isHeredoc();
                }
                out.append(afterHeredoc ? "\n]" : "]");
            }
        }
    }

    private static String fromJson(Map<?, ?> content) {
        StringBuilder out = new StringBuilder();
        appendJson(out, content);
        return out.toString();
    }

    private static void appendJson(StringBuilder out, Map<?, ?> content) {
        for (Map.Entry<?, ?> entry : content.entrySet()) {
            Object value = entry.getValue();
            List<?> several = value instanceof List<?> list
                            && !list.isEmpty()
                            && list.stream().allMatch(element -> element instanceof Map)
                    ? list
                    : List.of(value);
            for (Object one : several) {
                appendJson(out, name(String.valueOf(entry.getKey())), one);
            }
        }
    }

    /// `{"key": {"a": {…}}}` is `key "a" {…}`.
    private static void appendJson(StringBuilder out, String keys, Object value) {
        if (!(value instanceof Map<?, ?> object)) {
            out.append(keys).append(" = ");
            appendJsonValue(out, value);
            out.append('\n');
            return;
        }
        boolean blocks = !object.isEmpty() && object.values().stream().allMatch(inner -> inner instanceof Map);
        if (blocks) {
            object.forEach((key, inner) -> appendJson(out, keys + " " + quote(String.valueOf(key)), inner));
            return;
        }
        out.append(keys).append(" {\n");
        appendJson(out, object);
        out.append("}\n");
    }

    private static void appendJsonValue(StringBuilder out, Object value) {
        switch (value) {
            case String text -> out.append(quote(text));
            case Double number
            when number == Math.rint(number) && Math.abs(number) < 1e15 -> out.append(number.longValue());
            case Map<?, ?> object -> {
                out.append("{\n");
                appendJson(out, object);
                out.append('}');
            }
            case List<?> list -> {
                out.append('[');
                for (Object element : list) {
                    appendJsonValue(out, element);
                    out.append(", ");
                }
                out.append(']');
            }
            default -> out.append(value);
        }
    }

    private static String name(String key) {
        boolean plain = !key.isEmpty()
                && key.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-'))
                && !Character.isDigit(key.charAt(0))
                && key.charAt(0) != '-'
                && !key.equals("true")
                && !key.equals("false");
        return plain ? key : quote(key);
    }

    private static String quote(String text) {
        StringBuilder out = new StringBuilder().append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private sealed interface Value {}

    private record Literal(String text) implements Value {
        boolean isHeredoc() {
            return text.startsWith("<<");
        }
    }

    private record Elements(List<Value> elements) implements Value {}

    /// @param end comments after the last item
    private record Body(List<Item> items, List<Comment> end) implements Value {}

    /// @param lead     comments before it
    /// @param sign     whether a `=` stands before the value
    /// @param trailing the comment behind it
    /// @param line     where it began
    /// @param endLine  where it ended
    private record Item(
            List<Comment> lead,
            String keys,
            boolean sign,
            Value value,
            @Nullable Comment trailing,
            int line,
            int endLine) {
        /// Whether both are settings of one line, with nothing between them.
        boolean continues(Item before) {
            return isSetting() && before.isSetting() && lead.isEmpty() && line == before.endLine + 1;
        }

        private boolean isSetting() {
            return sign && line == endLine && !(value instanceof Body);
        }
    }
}
