package io.praetor.server.filter;

/// What a match asks of the field it selects. Negated operators ask that the positive one holds for nothing selected.
enum Operator {
    EQUAL("Equal", false),
    NOT_EQUAL("Not Equal", true),
    IN("In", false),
    NOT_IN("Not In", true),
    IS_EMPTY("Is Empty", false),
    IS_NOT_EMPTY("Is Not Empty", true),
    MATCHES("Matches", false),
    NOT_MATCHES("Not Matches", true);

    private final String title;
    private final boolean negated;

    Operator(String title, boolean negated) {
        this.title = title;
        this.negated = negated;
    }

    /// The name error texts use.
    String title() {
        return title;
    }

    boolean negated() {
        return negated;
    }

    /// The operator this one negates, or itself.
    Operator positive() {
        return switch (this) {
            case EQUAL, NOT_EQUAL -> EQUAL;
            case IN, NOT_IN -> IN;
            case IS_EMPTY, IS_NOT_EMPTY -> IS_EMPTY;
            case MATCHES, NOT_MATCHES -> MATCHES;
        };
    }
}
