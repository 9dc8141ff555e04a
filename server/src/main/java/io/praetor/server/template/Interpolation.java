package io.praetor.server.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A text with `${…}` in it, parsed. Values are texts; arithmetic takes them for numbers, as the original converts
/// them.
sealed interface Interpolation {
    /// What an expression may refer to.
    interface Scope {
        /// The value; null when there is no such variable.
        @Nullable String variable(String name);

        /// @throws TemplateException when there is no such function or the arguments do not suit it
        String call(String function, List<String> arguments) throws TemplateException;
    }

    /// Works it out.
    ///
    /// @throws TemplateException when it refers to what is not there
    String evaluate(Scope scope) throws TemplateException;

    /// Itself.
    record Literal(String text) implements Interpolation {
        @Override
        public String evaluate(Scope scope) {
            return text;
        }
    }

    /// One after the other.
    record Sequence(List<Interpolation> parts) implements Interpolation {
        @Override
        public String evaluate(Scope scope) throws TemplateException {
            StringBuilder out = new StringBuilder();
            for (Interpolation part : parts) {
                out.append(part.evaluate(scope));
            }
            return out.toString();
        }
    }

    /// A variable such as `name.full`.
    ///
    /// @param place where it stands in the text: `line:column`, both from 1
    record Variable(String name, String place) implements Interpolation {
        @Override
        public String evaluate(Scope scope) throws TemplateException {
            String value = scope.variable(name);
            if (value == null) {
                throw new TemplateException(place + ": unknown variable accessed: " + name);
            }
            return value;
        }
    }

    /// A function such as `match(1)`.
    record Call(String function, List<Interpolation> arguments) implements Interpolation {
        @Override
        public String evaluate(Scope scope) throws TemplateException {
            String[] values = new String[arguments.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments.get(i).evaluate(scope);
            }
            return scope.call(function, List.of(values));
        }
    }

    /// Two numbers and one of `+ - * / %`.
    record Arithmetic(char operator, Interpolation left, Interpolation right) implements Interpolation {
        @Override
        public String evaluate(Scope scope) throws TemplateException {
            return Numbers.apply(operator, left.evaluate(scope), right.evaluate(scope));
        }
    }
}
