package io.praetor.server.filter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads the grammar of `http-api.md` §4 by recursive descent. Alternatives are tried in the grammar's order; the place
/// furthest into the text that none could pass is what the error names.
final class Parser {
    /// Far above what people write; parentheses and `not` nest on our stack.
    static final int MAX_DEPTH = 100;

    /// The longest filter in chars.
    static final int MAX_LENGTH = 64 * 1024;

    private final String text;
    private int at;
    private int depth;
    private int furthest;
    private final TreeSet<String> expected = new TreeSet<>();

    private Parser(String text) {
        this.text = text;
    }

    static Expression parse(String text) throws FilterSyntaxException {
        if (text.length() > MAX_LENGTH) {
            throw new FilterSyntaxException(
                    "expression has " + text.length() + " characters, expected at most " + MAX_LENGTH);
        }
        Parser parser = new Parser(text);
        parser.space();
        Expression expression = parser.or();
        if (expression == null) {
            throw parser.noMatch();
        }
        parser.space();
        if (parser.at < text.length()) {
            parser.missing("[ \\t\\r\\n]");
            parser.missing("\"and\"");
            parser.missing("\"or\"");
            parser.missing("EOF");
            throw parser.noMatch();
        }
        return expression;
    }

    private @Nullable Expression or() throws FilterSyntaxException {
        return chain("or", true);
    }

    private @Nullable Expression and() throws FilterSyntaxException {
        return chain("and", false);
    }

    private @Nullable Expression chain(String keyword, boolean or) throws FilterSyntaxException {
        Expression first = or ? and() : not();
        if (first == null) {
            return null;
        }
        List<Expression> parts = null;
        while (true) {
            int before = at;
            if (!space() || !word(keyword) || !space()) {
                at = before;
                break;
            }
            Expression next = or ? and() : not();
            if (next == null) {
                at = before;
                break;
            }
            if (parts == null) {
                parts = new ArrayList<>();
                parts.add(first);
            }
            parts.add(next);
        }
        if (parts == null) {
            return first;
        }
        return or ? new Expression.Or(parts) : new Expression.And(parts);
    }

    private @Nullable Expression not() throws FilterSyntaxException {
        int start = at;
        if (word("not") && space()) {
            enter();
            Expression part = not();
            depth--;
            if (part != null) {
                return new Expression.Not(part);
            }
        }
        at = start;
        if (symbol("(")) {
            enter();
            space();
            Expression inner = or();
            space();
            depth--;
            if (inner != null && symbol(")")) {
                return inner;
            }
            at = start;
            return null;
        }
        return match();
    }

    private void enter() throws FilterSyntaxException {
        if (++depth > MAX_DEPTH) {
            throw new FilterSyntaxException(position(at) + ": expression nests deeper than " + MAX_DEPTH);
        }
    }

    private @Nullable Expression match() throws FilterSyntaxException {
        int start = at;
        List<String> selector = selector();
        if (selector != null) {
            Operator comparison = comparison();
            if (comparison != null) {
                String value = value();
                if (value != null) {
                    return new Expression.Match(selector, comparison, value);
                }
            } else {
                Operator emptiness = emptiness();
                if (emptiness != null) {
                    return new Expression.Match(selector, emptiness, "");
                }
            }
        }
        at = start;
        String value = value();
        if (value != null) {
            Operator membership = membership();
            List<String> container = membership == null ? null : selector();
            if (membership != null && container != null) {
                return new Expression.Match(container, membership, value);
            }
        }
        at = start;
        return null;
    }

    private @Nullable Operator comparison() {
        int start = at;
        space();
        if (symbol("==")) {
            space();
            return Operator.EQUAL;
        }
        if (symbol("!=")) {
            space();
            return Operator.NOT_EQUAL;
        }
        at = start;
        if (words("contains")) {
            return Operator.IN;
        }
        if (words("not", "contains")) {
            return Operator.NOT_IN;
        }
        if (words("matches")) {
            return Operator.MATCHES;
        }
        return words("not", "matches") ? Operator.NOT_MATCHES : null;
    }

    private @Nullable Operator emptiness() {
        int start = at;
        if (space() && word("is") && space()) {
            if (word("empty")) {
                return Operator.IS_EMPTY;
            }
            if (word("not") && space() && word("empty")) {
                return Operator.IS_NOT_EMPTY;
            }
        }
        at = start;
        return null;
    }

    private @Nullable Operator membership() {
        if (words("in")) {
            return Operator.IN;
        }
        return words("not", "in") ? Operator.NOT_IN : null;
    }

    /// Words with white space before, between and after them; all or nothing.
    private boolean words(String... words) {
        int start = at;
        for (String word : words) {
            if (!space() || !word(word)) {
                at = start;
                return false;
            }
        }
        if (!space()) {
            at = start;
            return false;
        }
        return true;
    }

    private @Nullable List<String> selector() throws FilterSyntaxException {
        String first = identifier(true);
        if (first == null) {
            return null;
        }
        List<String> parts = new ArrayList<>(4);
        parts.add(first);
        while (true) {
            int before = at;
            String part = symbol(".") ? identifier(false) : index();
            if (part == null) {
                at = before;
                return parts;
            }
            parts.add(part);
        }
    }

    private @Nullable String index() throws FilterSyntaxException {
        if (!symbol("[")) {
            return null;
        }
        space();
        String key = quoted();
        space();
        return key != null && symbol("]") ? key : null;
    }

    private @Nullable String identifier(boolean first) {
        int start = at;
        if (first && (at >= text.length() || !isLetter(text.charAt(at)))) {
            return missing("[a-zA-Z]");
        }
        while (at < text.length()
                && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        return at == start ? missing("[a-zA-Z0-9_]") : text.substring(start, at);
    }

    private @Nullable String value() throws FilterSyntaxException {
        List<String> bare = selector();
        if (bare != null) {
            return String.join(".", bare);
        }
        String number = number();
        return number != null ? number : quoted();
    }

    private @Nullable String number() {
        int start = at;
        int p = at;
        if (p < text.length() && text.charAt(p) == '-') {
            p++;
        }
        int digits = p;
        while (p < text.length() && isDigit(text.charAt(p))) {
            p++;
            if (text.charAt(digits) == '0') {
                break;
            }
        }
        if (p == digits) {
            at = p;
            if (p == start) {
                missing("\"-\"");
            }
            missing("\"0\"");
            missing("[1-9]");
            at = start;
            return null;
        }
        if (p + 1 < text.length() && text.charAt(p) == '.' && isDigit(text.charAt(p + 1))) {
            p += 2;
            while (p < text.length() && isDigit(text.charAt(p))) {
                p++;
            }
        }
        at = p;
        return text.substring(start, p);
    }

    private @Nullable String quoted() throws FilterSyntaxException {
        if (at >= text.length() || (text.charAt(at) != '"' && text.charAt(at) != '`')) {
            missing("\"`\"");
            return missing("\"\\\"\"");
        }
        char quote = text.charAt(at);
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            at = text.length();
            return missing(quote == '"' ? "\"\\\"\"" : "\"`\"");
        }
        String inner = text.substring(at + 1, end);
        String meaning;
        if (quote == '`') {
            meaning = inner.replace("\r", "");
        } else {
            try {
                meaning = GoQuote.unescape(inner);
            } catch (FilterSyntaxException e) {
                throw new FilterSyntaxException(position(at) + ": rule \"string\": " + e.getMessage());
            }
        }
        at = end + 1;
        return meaning;
    }

    private boolean space() {
        int start = at;
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (at == start) {
            missing("[ \\t\\r\\n]");
        }
        return at > start;
    }

    private boolean word(String word) {
        return symbol(word);
    }

    private boolean symbol(String symbol) {
        if (text.startsWith(symbol, at)) {
            at += symbol.length();
            return true;
        }
        missing("\"" + symbol + "\"");
        return false;
    }

    private @Nullable String missing(String what) {
        if (at > furthest) {
            furthest = at;
            expected.clear();
        }
        if (at == furthest) {
            expected.add(what);
        }
        return null;
    }

    private FilterSyntaxException noMatch() {
        String last = expected.last();
        String others = String.join(", ", expected.headSet(last));
        String all = others.isEmpty() ? last : others + " or " + last;
        return new FilterSyntaxException(position(furthest) + ": no match found, expected: " + all);
    }

    /// line:column (byte offset), as the original names a place.
    private String position(int place) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < place; i++) {
            column++;
            if (text.charAt(i) == '\n') {
                line++;
                column = 0;
            }
        }
        int bytes = text.substring(0, place).getBytes(StandardCharsets.UTF_8).length;
        return line + ":" + column + " (" + bytes + ")";
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
