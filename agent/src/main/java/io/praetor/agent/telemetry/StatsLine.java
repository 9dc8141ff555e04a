package io.praetor.agent.telemetry;

import io.praetor.model.telemetry.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The dialects of StatsD: how one value becomes one line. What comes from outside cannot end the line or a part of it.
enum StatsLine {
    /// StatsD and statsite: values of labels are further parts of the name.
    PLAIN {
        @Override
        String gauge(TelemetrySettings settings, Series series, double value) {
            return flat(series) + ':' + fixed(value) + "|g\n";
        }

        @Override
        String count(TelemetrySettings settings, Series series, double value) {
            return flat(series) + ':' + fixed(value) + "|c\n";
        }

        @Override
        String timing(TelemetrySettings settings, Series series, double millis) {
            return flat(series) + ':' + fixed(millis) + "|ms\n";
        }
    },

    /// DogStatsD: labels are tags, and so is the host, which the name then does without.
    TAGGED {
        @Override
        String gauge(TelemetrySettings settings, Series series, double value) {
            String host = settings.gaugeHost();
            String extra = host.isEmpty() ? "" : "host:" + tag(host);
            return named(settings, series) + ':' + fixed(value) + "|g" + tags(settings, series, extra);
        }

        @Override
        String count(TelemetrySettings settings, Series series, double value) {
            return named(settings, series) + ':' + (long) value + "|c" + tags(settings, series, "");
        }

        @Override
        String timing(TelemetrySettings settings, Series series, double millis) {
            return named(settings, series) + ':' + fixed(millis) + "|ms" + tags(settings, series, "");
        }
    };

    /// From here on a double has no six exact decimals.
    private static final double LARGE = 9e9;

    abstract String gauge(TelemetrySettings settings, Series series, double value);

    abstract String count(TelemetrySettings settings, Series series, double value);

    abstract String timing(TelemetrySettings settings, Series series, double millis);

    private static String flat(Series series) {
        StringBuilder name = new StringBuilder(series.name());
        for (Label label : series.labels()) {
            name.append('.').append(label.value());
        }
        return clean(name, ":|@# ");
    }

    private static String named(TelemetrySettings settings, Series series) {
        String prefix = settings.prefix();
        return clean(prefix.isEmpty() ? series.plain() : prefix + '.' + series.plain(), ":|@# ");
    }

    private static String tags(TelemetrySettings settings, Series series, String extra) {
        List<String> tags = new ArrayList<>();
        if (!extra.isEmpty()) {
            tags.add(extra);
        }
        settings.tags().forEach(text -> tags.add(tag(text)));
        series.labels().forEach(label -> tags.add(tag(label.name() + ':' + label.value())));
        return tags.isEmpty() ? "\n" : "|#" + String.join(",", tags) + '\n';
    }

    private static String tag(String text) {
        return clean(text, "|,#");
    }

    /// The text without these characters and without any that controls a terminal or ends a line.
    private static String clean(CharSequence text, String unwanted) {
        StringBuilder cleaned = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            cleaned.append(Character.isISOControl(c) || unwanted.indexOf(c) >= 0 ? '_' : c);
        }
        return cleaned.toString();
    }

    /// With six decimals.
    private static String fixed(double value) {
        if (!(Math.abs(value) < LARGE)) {
            return String.format(Locale.ROOT, "%f", value);
        }
        long millionths = Math.round(Math.abs(value) * 1e6);
        String digits = Long.toString(millionths % 1_000_000 + 1_000_000).substring(1);
        String sign = value < 0 && millionths > 0 ? "-" : "";
        return sign + millionths / 1_000_000 + '.' + digits;
    }
}
