package io.praetor.model.hcl;

/// A token of HCL 1 and the text it was read from (a string keeps its quotes, a heredoc its marker lines).
record Token(Kind kind, Position position, String text) {

    /// The constants are named as error messages show them.
    enum Kind {
        EOF,
        ILLEGAL,
        IDENT,
        NUMBER,
        FLOAT,
        BOOL,
        STRING,
        HEREDOC,
        LBRACK,
        LBRACE,
        COMMA,
        PERIOD,
        RBRACK,
        RBRACE,
        ASSIGN,
        ADD,
        SUB
    }
}
