package io.praetor.agent.config;

import io.praetor.model.hcl.StrictJson;
import io.praetor.model.hcl.SyntaxException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The rules of `ui_config` (`agent.md` §3, `ui.md` §1).
final class UiRules {
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_/-]+");
    private static final Pattern VERSION = Pattern.compile(".*v\\d+/.*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]*");

    private UiRules() {}

    static void check(Settings settings, boolean dev) throws ConfigException {
        path(settings.text("ui_config.content_path", settings.text("ui_content_path", "/ui/")));
        boolean enabled = settings.bool("ui_config.enabled", settings.bool("ui", dev));
        String dir = settings.text("ui_config.dir", settings.text("ui_dir", ""));
        if (settings.has("ui_config.enabled") && enabled && !dir.isEmpty()) {
            throw new ConfigException(
                    "ui_config.enabled (-ui) and ui_config.dir (-ui-dir) were both given: the first asks for the built-in"
                            + " web UI, the second for one of your own; give only one of them");
        }
        metrics(settings);
        for (Map.Entry<String, String> template :
                settings.map("ui_config.dashboard_url_templates").entrySet()) {
            name("ui_config.dashboard_url_templates key names", template.getKey());
            if (!isWebAddress(template.getValue())) {
                throw new ConfigException("ui_config.dashboard_url_templates values must be a valid http or https URL."
                        + " received: \"" + template.getValue() + "\"");
            }
        }
    }

    private static void path(String path) throws ConfigException {
        if (!PATH.matcher(path).matches()) {
            throw new ConfigException(
                    "ui-content-path can only contain alphanumeric, -, _, or /. received: \"" + path + "\"");
        }
        String slashed = path.endsWith("/") ? path : path + "/";
        if (VERSION.matcher(slashed).matches()) {
            throw new ConfigException("ui-content-path cannot have 'v[0-9]'. received: \"" + slashed + "\"");
        }
    }

    private static void metrics(Settings settings) throws ConfigException {
        name("ui_config.metrics_provider", settings.text("ui_config.metrics_provider", ""));
        for (String file : settings.texts("ui_config.metrics_provider_files")) {
            if (!file.endsWith(".js")) {
                throw new ConfigException(
                        "ui_config.metrics_provider_files must be JavaScript files ending in .js. received: \"" + file
                                + "\"");
            }
        }
        String options = settings.text("ui_config.metrics_provider_options_json", "");
        if (!options.isEmpty() && !isObject(options)) {
            throw new ConfigException("ui_config.metrics_provider_options_json must be empty or a string containing a"
                    + " valid JSON object. received: \"" + options + "\"");
        }
        String base = settings.text("ui_config.metrics_proxy.base_url", "");
        if (!base.isEmpty() && !isWebAddress(base)) {
            throw new ConfigException(
                    "ui_config.metrics_proxy.base_url must be a valid http or https URL. received: \"" + base + "\"");
        }
        List<String> allowed = settings.texts("ui_config.metrics_proxy.path_allowlist");
        for (String path : allowed) {
            if (!path.startsWith("/")) {
                throw new ConfigException(
                        "ui_config.metrics_proxy.path_allowlist must be absolute paths. received: \"" + path + "\"");
            }
        }
    }

    private static void name(String key, String text) throws ConfigException {
        if (!NAME.matcher(text).matches()) {
            throw new ConfigException(
                    key + " can only contain alphanumeric, -, or _ characters. received: \"" + text + "\"");
        }
    }

    private static boolean isObject(String json) {
        try {
            return StrictJson.parse(json) != null;
        } catch (SyntaxException _) {
            return false;
        }
    }

    /// Templates hold braces, which addresses must not.
    private static boolean isWebAddress(String text) {
        try {
            String scheme = new URI(text.replace("{", "").replace("}", "")).getScheme();
            return "http".equals(scheme) || "https".equals(scheme);
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
