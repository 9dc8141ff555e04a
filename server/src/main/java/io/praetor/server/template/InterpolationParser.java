package io.praetor.server.template;

import java.util.ArrayList;
import java.util.List;

/// Reads the part of HIL that templates can use: literal text, `${…}` with variables, calls, numbers, quoted texts
/// (which may interpolate in turn), parentheses and arithmetic; `$${` stands for a literal `${`.
final class InterpolationParser {
    /// How deep expressions may nest; each level costs stack.
    private static final int MAX_DEPTH = 100;

    private final String text;
    private int at;
    private int depth;

    private InterpolationParser(String text) {
        this.text = text;
    }

    /// Parses a text.
    ///
    /// @throws TemplateException when an expression in it is malformed
    static Interpolation parse(String text) throws TemplateException {
        if (text.indexOf("${") < 0) {
            return new Interpolation.Literal(text);
        }
        return new InterpolationParser(text).sequence(false);
    }

    /// Text and expressions, to the end or to the closing quote.
    private Interpolation sequence(boolean quoted) throws TemplateException {
        List<Interpolation> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        while (true) {
            if (at == text.length()) {
                if (quoted) {
                    throw problem("expected closing quote");
                }
                break;
            }
            char c = text.charAt(at);
            if (quoted && c == '"') {
                at++;
                break;
            }
            if (text.startsWith("$${", at)) {
                literal.append("${");
                at += 3;
            } else if (text.startsWith("${", at)) {
                if (!literal.isEmpty()) {
                    parts.add(new Interpolation.Literal(literal.toString()));
                    literal.setLength(0);
                }
                at += 2;
                parts.add(enclosed('}'));
            } else {
                literal.append(quoted && c == '\\' ? escape() : c);
                at++;
            }
        }
        if (!literal.isEmpty()) {
            parts.add(new Interpolation.Literal(literal.toString()));
        }
        return parts.size() == 1 ? parts.getFirst() : new Interpolation.Sequence(List.copyOf(parts));
    }

    /// The character that the escape at the present place, of which the last is left to read, stands for.
    private char escape() throws TemplateException {
        at++;
        if (at == text.length()) {
            throw problem("expected closing quote");
        }
        char c = text.charAt(at);
        return switch (c) {
            case '"', '\\' -> c;
            case 'n' -> '\n';
            default -> throw problem("invalid escape '\\" + c + "'");
        };
    }

    private Interpolation enclosed(char end) throws TemplateException {
        Interpolation inner = expression();
        skipBlanks();
        if (at == text.length() || text.charAt(at) != end) {
            throw problem("expected \"" + end + "\"");
        }
        at++;
        return inner;
    }

    private Interpolation expression() throws TemplateException {
        if (++depth > MAX_DEPTH) {
            throw problem("expression is nested too deeply");
        }
        Interpolation left = term();
        while (isNext('+') || isNext('-')) {
            char operator = text.charAt(at++);
            left = new Interpolation.Arithmetic(operator, left, term());
            growOrFail();
        }
        depth--;
        return left;
    }

    private Interpolation term() throws TemplateException {
        Interpolation left = factor();
        while (isNext('*') || isNext('/') || isNext('%')) {
            char operator = text.charAt(at++);
            left = new Interpolation.Arithmetic(operator, left, factor());
            growOrFail();
        }
        return left;
    }

    private int operators;

    /// A chain of operators is as deep a tree as it is long.
    private void growOrFail() throws TemplateException {
        if (++operators > MAX_DEPTH) {
            throw problem("expression is too long");
        }
    }

    private Interpolation factor() throws TemplateException {
        skipBlanks();
        if (at == text.length()) {
            throw problem("expected expression");
        }
        char c = text.charAt(at);
        if (c == '(') {
            at++;
            return enclosed(')');
        }
        if (c == '-') {
            at++;
            return negated();
        }
        if (c == '"') {
            at++;
            return quoted();
        }
        if (isDigit(c)) {
            return new Interpolation.Literal(number());
        }
        if (isLetter(c)) {
            return reference();
        }
        throw problem("expected expression but found \"" + c + "\"");
    }

    private Interpolation negated() throws TemplateException {
        if (++depth > MAX_DEPTH) {
            throw problem("expression is nested too deeply");
        }
        Interpolation value = new Interpolation.Arithmetic('-', new Interpolation.Literal("0"), factor());
        depth--;
        return value;
    }

    private Interpolation quoted() throws TemplateException {
        if (++depth > MAX_DEPTH) {
            throw problem("expression is nested too deeply");
        }
        Interpolation value = sequence(true);
        depth--;
        return value;
    }

    private String number() {
        int start = at;
        while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        return text.substring(start, at);
    }

    private Interpolation reference() throws TemplateException {
        int start = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at);
        if (!isNext('(')) {
            return new Interpolation.Variable(name, place(start));
        }
        at++;
        List<Interpolation> arguments = new ArrayList<>();
        if (!isNext(')')) {
            arguments.add(expression());
            while (isNext(',')) {
                at++;
                arguments.add(expression());
            }
        }
        if (!isNext(')')) {
            throw problem("expected \")\"");
        }
        at++;
        return new Interpolation.Call(name, List.copyOf(arguments));
    }

    private String place(int index) {
        int line = 1;
        int begin = 0;
        for (int i = 0; i < index; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                begin = i + 1;
            }
        }
        return line + ":" + (index - begin + 1);
    }

    private boolean isNext(char c) {
        skipBlanks();
        return at < text.length() && text.charAt(at) == c;
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isNamePart(char c) {
        return isLetter(c) || isDigit(c) || c == '.' || c == '-' || c == '*';
    }

    private TemplateException problem(String what) {
        return new TemplateException("parse error at 1:" + (at + 1) + ": " + what);
    }
}
