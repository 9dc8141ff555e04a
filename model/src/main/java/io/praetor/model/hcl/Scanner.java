package io.praetor.model.hcl;

import io.praetor.model.hcl.Token.Kind;
import java.util.function.Consumer;

/// Cuts HCL 1 text into tokens; white space falls away, and comments do if nobody listens. Reading at the end of the
/// text yields [Kind#EOF] any number of times.
final class Scanner {
    private static final int END = -1;

    private final String text;
    private int at;
    private int line = 1;
    private int column;
    private final Consumer<Comment> comments;

    Scanner(String text) {
        this(text, _ -> {});
    }

    /// @param comments hears of each comment before the token after it is read
    Scanner(String text, Consumer<Comment> comments) {
        this.text = text;
        this.comments = comments;
    }

    /// The line on which the last token ended.
    int line() {
        return line;
    }

    Token next() throws SyntaxException {
        int c = read();
        while (true) {
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                c = read();
            } else if (c == '#' || (c == '/' && (peek() == '/' || peek() == '*'))) {
                comment(c);
                c = read();
            } else {
                break;
            }
        }
        Position start = new Position(line, column);
        int from = at - 1;
        return switch (c) {
            case END -> new Token(Kind.EOF, start, "");
            case '"' -> string(start, from);
            case '<' -> heredoc(start, from);
            case '[' -> new Token(Kind.LBRACK, start, "[");
            case ']' -> new Token(Kind.RBRACK, start, "]");
            case '{' -> new Token(Kind.LBRACE, start, "{");
            case '}' -> new Token(Kind.RBRACE, start, "}");
            case ',' -> new Token(Kind.COMMA, start, ",");
            case '=' -> new Token(Kind.ASSIGN, start, "=");
            case '+' -> new Token(Kind.ADD, start, "+");
            case '.' -> isDigit(peek()) ? number(start, from) : new Token(Kind.PERIOD, start, ".");
            case '-' -> isDigit(peek()) ? number(start, from) : new Token(Kind.SUB, start, "-");
            default -> {
                if (isLetter(c)) {
                    yield identifier(start, from);
                }
                if (isDigit(c)) {
                    yield number(start, from);
                }
                throw SyntaxException.at(start, "illegal character");
            }
        };
    }

    private Token identifier(Position start, int from) {
        while (isLetter(peek()) || isDigit(peek()) || peek() == '-' || peek() == '.') {
            read();
        }
        countTheEnd();
        String word = text.substring(from, at);
        boolean bool = word.equals("true") || word.equals("false");
        return new Token(bool ? Kind.BOOL : Kind.IDENT, start, word);
    }

    private Token number(Position start, int from) throws SyntaxException {
        int c = text.charAt(from) == '-' ? read() : text.charAt(from);
        boolean real = c == '.';
        if (c == '0' && (peek() == 'x' || peek() == 'X')) {
            read();
            int digits = at;
            while (Character.digit(peek(), 16) >= 0 && peek() < 128) {
                read();
            }
            if (at == digits) {
                throw SyntaxException.at(start, "illegal hexadecimal number");
            }
            return new Token(Kind.NUMBER, start, text.substring(from, at));
        }
        digits();
        if (!real && peek() == '.') {
            read();
            real = true;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            read();
            real = true;
            if (peek() == '+' || peek() == '-') {
                read();
            }
            int digits = at;
            digits();
            if (at == digits) {
                throw SyntaxException.at(start, "illegal exponent");
            }
        }
        countTheEnd();
        return new Token(real ? Kind.FLOAT : Kind.NUMBER, start, text.substring(from, at));
    }

    private void digits() {
        while (isDigit(peek())) {
            read();
        }
    }

    /// A quoted text ends at a quote outside of `${…}`; inside, quotes and braces nest.
    private Token string(Position start, int from) throws SyntaxException {
        int braces = 0;
        while (true) {
            int c = read();
            if (c == END || (c == '\n' && braces == 0)) {
                throw SyntaxException.at(start, "literal not terminated");
            }
            if (c == '"' && braces == 0) {
                return new Token(Kind.STRING, start, text.substring(from, at));
            }
            if (braces == 0 && c == '$' && peek() == '{') {
                braces = 1;
                read();
            } else if (braces > 0 && c == '{') {
                braces++;
            } else if (braces > 0 && c == '}') {
                braces--;
            } else if (c == '\\') {
                read();
            }
        }
    }

    private Token heredoc(Position start, int from) throws SyntaxException {
        if (read() != '<') {
            throw SyntaxException.at(start, "heredoc expected second '<', didn't see it");
        }
        if (peek() == '-') {
            read();
        }
        int markerFrom = at;
        while (isLetter(peek()) || isDigit(peek())) {
            read();
        }
        String marker = text.substring(markerFrom, at);
        if (peek() == '\r') {
            read();
        }
        if (marker.isEmpty() || read() != '\n') {
            throw SyntaxException.at(start, "invalid characters in heredoc anchor");
        }
        while (true) {
            int lineFrom = at;
            while (peek() != END && peek() != '\n') {
                read();
            }
            if (text.substring(lineFrom, at).strip().equals(marker)) {
                return new Token(Kind.HEREDOC, start, text.substring(from, at));
            }
            if (read() == END) {
                throw SyntaxException.at(start, "heredoc not terminated");
            }
        }
    }

    private void comment(int first) throws SyntaxException {
        Position start = new Position(line, column);
        int from = at - 1;
        if (first == '#' || peek() == '/') {
            while (peek() != '\n' && peek() != END) {
                read();
            }
            comments.accept(new Comment(start.line(), line, text.substring(from, at)));
            return;
        }
        read();
        while (true) {
            int c = read();
            if (c == END) {
                throw SyntaxException.at(start, "comment not terminated");
            }
            if (c == '*' && peek() == '/') {
                read();
                comments.accept(new Comment(start.line(), line, text.substring(from, at)));
                return;
            }
        }
    }

    private int read() {
        column++;
        if (at >= text.length()) {
            return END;
        }
        int c = text.charAt(at++);
        if (c == '\n') {
            line++;
            column = 0;
        }
        return c;
    }

    /// A word or number that ends with the text has looked one character past it.
    private void countTheEnd() {
        if (at >= text.length()) {
            column++;
        }
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(int c) {
        return c == '_' || (c != END && Character.isLetter(c));
    }

    /// A comment with its signs, and the lines it begins and ends on.
    record Comment(int line, int endLine, String text) {}
}
