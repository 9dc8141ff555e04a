package io.praetor.server.filter;

import java.util.List;

/// A parsed filter, before it is bound to the fields of a record.
sealed interface Expression {
    /// True when one of the parts is; at least two.
    record Or(List<Expression> parts) implements Expression {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /// True when all parts are; at least two.
    record And(List<Expression> parts) implements Expression {
        public And {
            parts = List.copyOf(parts);
        }
    }

    record Not(Expression part) implements Expression {}

    /// @param value empty for operators that take none
    record Match(List<String> selector, Operator operator, String value) implements Expression {
        public Match {
            selector = List.copyOf(selector);
        }

        /// The selector as error texts show it.
        String path() {
            return String.join(".", selector);
        }
    }
}
