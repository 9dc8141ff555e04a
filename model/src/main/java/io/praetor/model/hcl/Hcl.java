package io.praetor.model.hcl;

import io.praetor.model.hcl.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads HCL 1, the syntax of configuration files (`agent.md` §2).
///
/// A text becomes a map of its keys. Values are String, Boolean, Long, Double, List (whose objects are maps) and
/// [Blocks] for
/// everything in braces outside of a list; `a "b" { … }` is a block `a` that holds a block `b`. A scalar given twice
/// keeps the
/// last value, blocks given twice add up. Own code because recorded behaviour fixes the error lines to the column, and
/// no
/// library for HCL 1 reports those.
public final class Hcl {
    /// How deep lists and blocks may nest.
    static final int MAX_DEPTH = 100;

    private final Scanner scanner;
    private Token token = new Token(Kind.EOF, new Position(1, 0), "");
    private boolean again;
    private int depth;

    private Hcl(String text) {
        scanner = new Scanner(text);
    }

    /// The content of a text.
    ///
    /// @throws SyntaxException with position and fault
    public static Map<String, Object> parse(String text) throws SyntaxException {
        return new Hcl(text).items(false);
    }

    /// Items up to the end of the text or the block. A missing value at the very end goes unnoticed here, as in the
    /// original:
    /// inside of a block the missing brace is reported instead.
    private Map<String, Object> items(boolean inBlock) throws SyntaxException {
        Map<String, Object> items = new LinkedHashMap<>();
        while (true) {
            if (inBlock) {
                scan();
                unscan();
                if (token.kind() == Kind.RBRACE) {
                    return complete(items);
                }
            }
            List<String> keys = keys();
            if (keys.isEmpty()) {
                return complete(items);
            }
            Object value = value();
            if (value == null) {
                return complete(items);
            }
            put(items, keys, value);
            scan();
            if (token.kind() != Kind.COMMA) {
                unscan();
            }
        }
    }

    private static void put(Map<String, Object> items, List<String> keys, Object value) {
        Object nested = value;
        for (int i = keys.size() - 1; i > 0; i--) {
            Map<String, Object> block = new LinkedHashMap<>();
            block.put(keys.get(i), nested);
            nested = new Blocks(List.of(block));
        }
        String key = keys.getFirst();
        if (!(nested instanceof Blocks more)) {
            items.put(key, nested);
        } else if (items.get(key) instanceof Gathering before) {
            before.list.addAll(more.list());
        } else {
            items.put(key, new Gathering(new ArrayList<>(more.list())));
        }
    }

    private static Map<String, Object> complete(Map<String, Object> items) {
        items.replaceAll((_, value) -> value instanceof Gathering blocks ? new Blocks(blocks.list) : value);
        return items;
    }

    /// [Blocks] to which more may come: many thousand of one name are no rarity in access rules.
    private record Gathering(List<Map<String, Object>> list) {}

    /// The keys before a value, and the sign or brace after them; none at the end of the text.
    private List<String> keys() throws SyntaxException {
        List<String> keys = new ArrayList<>();
        StringBuilder written = new StringBuilder();
        while (true) {
            scan();
            switch (token.kind()) {
                case IDENT, STRING -> {
                    keys.add(token.kind() == Kind.STRING ? unquote(token) : token.text());
                    written.append(written.isEmpty() ? "" : " ").append(token.text());
                }
                case ASSIGN -> {
                    if (keys.isEmpty()) {
                        throw fault("no object keys found!");
                    }
                    if (keys.size() > 1) {
                        throw fault("nested object expected: LBRACE got: ASSIGN");
                    }
                    return keys;
                }
                case LBRACE -> {
                    if (keys.isEmpty()) {
                        throw fault("expected: IDENT | STRING got: LBRACE");
                    }
                    return keys;
                }
                case EOF -> {
                    if (keys.isEmpty()) {
                        return keys;
                    }
                    throw noValue(written);
                }
                case RBRACE -> {
                    if (!keys.isEmpty()) {
                        throw noValue(written);
                    }
                    throw fault("expected: IDENT | STRING | ASSIGN | LBRACE got: RBRACE");
                }
                default -> throw fault("expected: IDENT | STRING | ASSIGN | LBRACE got: " + token.kind());
            }
        }
    }

    private SyntaxException noValue(StringBuilder keys) {
        return fault("key '" + keys + "' expected start of object ('{') or assignment ('=')");
    }

    /// The value after a sign or from a brace on; null at the end of the text.
    private @Nullable Object value() throws SyntaxException {
        if (token.kind() == Kind.ASSIGN) {
            scan();
        }
        return switch (token.kind()) {
            case NUMBER, FLOAT, BOOL, STRING, HEREDOC -> literal();
            case LBRACE -> new Blocks(List.of(block()));
            case LBRACK -> list();
            case EOF -> null;
            default -> throw fault("Unknown token: " + token.kind() + " " + token.text());
        };
    }

    private Map<String, Object> block() throws SyntaxException {
        enter();
        Map<String, Object> items = items(true);
        scan();
        if (token.kind() != Kind.RBRACE) {
            throw fault("object expected closing RBRACE got: " + token.kind());
        }
        depth--;
        return items;
    }

    private List<Object> list() throws SyntaxException {
        enter();
        List<Object> list = new ArrayList<>();
        boolean needComma = false;
        while (true) {
            scan();
            if (needComma && token.kind() != Kind.COMMA && token.kind() != Kind.RBRACK) {
                throw fault("error parsing list, expected comma or list end, got: " + token.kind());
            }
            switch (token.kind()) {
                case NUMBER, FLOAT, BOOL, STRING, HEREDOC -> list.add(literal());
                case LBRACE -> list.add(block());
                case LBRACK -> list.add(list());
                case COMMA -> {}
                case RBRACK -> {
                    depth--;
                    return list;
                }
                default -> throw fault("unexpected token while parsing list: " + token.kind());
            }
            needComma = token.kind() != Kind.COMMA;
        }
    }

    private Object literal() throws SyntaxException {
        String text = token.text();
        return switch (token.kind()) {
            case BOOL -> text.equals("true");
            case NUMBER -> integer(text);
            case FLOAT -> Double.parseDouble(text);
            case HEREDOC -> heredoc(text);
            default -> unquote(token);
        };
    }

    private Long integer(String text) throws SyntaxException {
        try {
            if (text.length() > 1 && text.charAt(text.charAt(0) == '-' ? 1 : 0) == '0') {
                return Long.decode(text);
            }
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw fault("strconv.ParseInt: parsing \"" + text + "\": value out of range");
        }
    }

    /// The lines between the markers; after `<<-` the white space that all of them begin with is left out.
    private static String heredoc(String text) {
        int first = text.indexOf('\n') + 1;
        int last = text.lastIndexOf('\n') + 1;
        String body = text.substring(first, last);
        if (!text.startsWith("<<-") || body.isEmpty()) {
            return body;
        }
        String[] lines = body.substring(0, body.length() - 1).split("\n", -1);
        int indent = indent(text.substring(last));
        for (String line : lines) {
            indent = Math.min(indent, indent(line));
        }
        StringBuilder out = new StringBuilder();
        for (String line : lines) {
            out.append(line, indent, line.length()).append('\n');
        }
        return out.toString();
    }

    private static int indent(String line) {
        int indent = 0;
        while (indent < line.length() && (line.charAt(indent) == ' ' || line.charAt(indent) == '\t')) {
            indent++;
        }
        return indent;
    }

    /// The text between quotes with its escapes resolved; `${…}` stays as it is.
    private static String unquote(Token token) throws SyntaxException {
        String quoted = token.text();
        StringBuilder out = new StringBuilder(quoted.length());
        int braces = 0;
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            if (braces > 0 || (c == '$' && quoted.charAt(i + 1) == '{')) {
                braces += c == '{' ? 1 : c == '}' ? -1 : 0;
                out.append(c);
                if (c == '$' && braces == 0) {
                    out.append(quoted.charAt(++i));
                    braces = 1;
                }
            } else if (c == '\\') {
                i = unescape(token, quoted, i + 1, out);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /// Appends what the escape at `i` means; returns the index of its last character.
    private static int unescape(Token token, String quoted, int i, StringBuilder out) throws SyntaxException {
        switch (quoted.charAt(i)) {
            case 'a' -> out.append('\u0007');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'v' -> out.append('\u000b');
            case '\\' -> out.append('\\');
            case '"' -> out.append('"');
            case 'x' -> {
                return codePoint(token, quoted, i, 2, out);
            }
            case 'u' -> {
                return codePoint(token, quoted, i, 4, out);
            }
            case 'U' -> {
                return codePoint(token, quoted, i, 8, out);
            }
            default -> throw SyntaxException.at(token.position(), "illegal char escape");
        }
        return i;
    }

    private static int codePoint(Token token, String quoted, int i, int digits, StringBuilder out)
            throws SyntaxException {
        int end = i + 1 + digits;
        int point = 0;
        for (int k = i + 1; k < end; k++) {
            int digit = k < quoted.length() - 1 ? Character.digit(quoted.charAt(k), 16) : -1;
            point = (point << 4) | digit;
            if (digit < 0 || !Character.isValidCodePoint(point)) {
                throw SyntaxException.at(token.position(), "illegal char escape");
            }
        }
        out.appendCodePoint(point);
        return end - 1;
    }

    private void enter() throws SyntaxException {
        if (++depth > MAX_DEPTH) {
            throw fault("nested more than " + MAX_DEPTH + " deep");
        }
    }

    private SyntaxException fault(String message) {
        return SyntaxException.at(token.position(), message);
    }

    private void scan() throws SyntaxException {
        if (again) {
            again = false;
        } else {
            token = scanner.next();
        }
    }

    private void unscan() {
        again = true;
    }
}
