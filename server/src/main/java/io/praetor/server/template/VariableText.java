package io.praetor.server.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A text with `${…}` for named values, as bind names have it (`acl.md` §6): no functions.
public final class VariableText {
    private VariableText() {}

    /// Works the text out.
    ///
    /// @throws TemplateException when it is malformed, or refers to a value that is not there
    public static String evaluate(String text, Map<String, String> values) throws TemplateException {
        return InterpolationParser.parse(text).evaluate(new Interpolation.Scope() {
            @Override
            public @Nullable String variable(String name) {
                return values.get(name);
            }

            @Override
            public String call(String function, List<String> arguments) throws TemplateException {
                throw new TemplateException("unknown function called: " + function);
            }
        });
    }
}
