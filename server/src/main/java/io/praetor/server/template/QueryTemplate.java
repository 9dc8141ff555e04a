package io.praetor.server.template;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.praetor.model.query.PreparedQuery;
import io.praetor.model.query.QueryDatacenterOptions;
import io.praetor.model.query.QueryTemplateOptions;
import io.praetor.model.query.ServiceQuery;
import io.praetor.server.filter.Regexps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A prepared query that answers every name with its prefix: each text of what it asks for may refer to that name.
/// Immutable.
public final class QueryTemplate {
    private final PreparedQuery query;
    private final @Nullable Pattern regexp;
    /// Only texts that refer to something.
    private final Map<String, Interpolation> parsed;

    private QueryTemplate(PreparedQuery query, @Nullable Pattern regexp, Map<String, Interpolation> parsed) {
        this.query = query;
        this.regexp = regexp;
        this.parsed = parsed;
    }

    /// Makes sure that a definition can answer.
    ///
    /// @throws TemplateException with what is wrong, in the original's words
    public static QueryTemplate compile(PreparedQuery query) throws TemplateException {
        QueryTemplateOptions options = query.template();
        if (!options.type().equals(QueryTemplateOptions.NAME_PREFIX_MATCH)) {
            throw new TemplateException("Bad Template.Type '" + options.type() + "'");
        }
        Map<String, Interpolation> parsed = new HashMap<>();
        each(query.service(), (place, text) -> {
            try {
                Interpolation interpolation = InterpolationParser.parse(text);
                if (!(interpolation instanceof Interpolation.Literal(String same) && same.equals(text))) {
                    parsed.put(text, interpolation);
                }
            } catch (TemplateException e) {
                throw new TemplateException("Bad format '" + text + "' in " + place + ": " + e.text());
            }
            return text;
        });
        QueryTemplate template = new QueryTemplate(query, compile(options.regexp()), parsed);
        // a reference to what is not there shows at once, not when somebody asks
        template.render(query.name(), "");
        return template;
    }

    private static @Nullable Pattern compile(String regexp) throws TemplateException {
        if (regexp.isEmpty()) {
            return null;
        }
        try {
            return Regexps.parse(regexp);
        } catch (IllegalArgumentException e) {
            throw new TemplateException("Bad Regexp: " + e.getMessage());
        }
    }

    /// The query for one name.
    ///
    /// @param name    that is asked for; begins with the template's
    /// @param segment of the agent that is asked
    /// @throws TemplateException when a text makes no sense for this name
    public PreparedQuery render(String name, String segment) throws TemplateException {
        NameScope scope = new NameScope(name, query.name(), segment, regexp);
        ServiceQuery rendered = each(query.service(), (place, text) -> {
            Interpolation interpolation = parsed.get(text);
            if (interpolation == null) {
                return text;
            }
            try {
                return interpolation.evaluate(scope);
            } catch (TemplateException e) {
                throw new TemplateException("Bad evaluation for '" + text + "' in " + place + ": " + e.text());
            }
        });
        return query.withService(query.template().removeEmptyTags() ? withoutEmptyTags(rendered) : rendered);
    }

    private static ServiceQuery withoutEmptyTags(ServiceQuery service) {
        List<String> tags = service.tags() == null ? List.of() : service.tags();
        return new ServiceQuery(
                service.service(),
                service.failover(),
                service.onlyPassing(),
                service.ignoreCheckIds(),
                service.near(),
                tags.stream().filter(tag -> !tag.isEmpty()).toList(),
                service.nodeMeta(),
                service.serviceMeta(),
                service.connect());
    }

    /// What becomes of one text.
    @FunctionalInterface
    private interface Change {
        String apply(String place, String text) throws TemplateException;
    }

    /// The same with every text changed.
    private static ServiceQuery each(ServiceQuery service, Change change) throws TemplateException {
        QueryDatacenterOptions failover = service.failover();
        return new ServiceQuery(
                change.apply("Service.Service", service.service()),
                new QueryDatacenterOptions(
                        failover.nearestN(), each("Service.Failover.Datacenters", failover.datacenters(), change)),
                service.onlyPassing(),
                each("Service.IgnoreCheckIDs", service.ignoreCheckIds(), change),
                change.apply("Service.Near", service.near()),
                each("Service.Tags", service.tags(), change),
                each("Service.NodeMeta", service.nodeMeta(), change),
                each("Service.ServiceMeta", service.serviceMeta(), change),
                service.connect());
    }

    private static @Nullable List<String> each(String place, @Nullable List<String> texts, Change change)
            throws TemplateException {
        if (texts == null) {
            return null;
        }
        List<String> changed = new ArrayList<>(texts.size());
        for (String text : texts) {
            changed.add(change.apply(place + "[" + changed.size() + "]", text));
        }
        return List.copyOf(changed);
    }

    private static @Nullable Map<String, String> each(String place, @Nullable Map<String, String> texts, Change change)
            throws TemplateException {
        if (texts == null) {
            return null;
        }
        Map<String, String> changed = new TreeMap<>();
        for (Map.Entry<String, String> pair : texts.entrySet()) {
            changed.put(pair.getKey(), change.apply(place + "[" + pair.getKey() + "]", pair.getValue()));
        }
        return changed;
    }

    /// What the texts of a template may refer to.
    private static final class NameScope implements Interpolation.Scope {
        private final String name;
        private final String prefix;
        private final String segment;
        private final @Nullable Matcher matched;

        NameScope(String name, String prefix, String segment, @Nullable Pattern regexp) {
            this.name = name;
            this.prefix = prefix;
            this.segment = segment;
            Matcher matcher = regexp == null ? null : regexp.matcher(name);
            matched = matcher != null && matcher.find() ? matcher : null;
        }

        @Override
        public @Nullable String variable(String wanted) {
            return switch (wanted) {
                case "name.full" -> name;
                case "name.prefix" -> prefix;
                case "name.suffix" -> name.substring(Math.min(prefix.length(), name.length()));
                case "agent.segment" -> segment;
                default -> null;
            };
        }

        @Override
        public String call(String function, List<String> arguments) throws TemplateException {
            if (!function.equals("match")) {
                throw new TemplateException("unknown function called: " + function);
            }
            if (arguments.size() != 1) {
                throw new TemplateException("match: expected 1 arguments, got " + arguments.size());
            }
            long group = Numbers.whole(arguments.getFirst());
            if (matched == null || group < 0 || group > matched.groupCount()) {
                return "";
            }
            String text = matched.group((int) group);
            return text == null ? "" : text;
        }
    }
}
