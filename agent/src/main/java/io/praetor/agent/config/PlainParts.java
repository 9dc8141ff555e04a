package io.praetor.agent.config;

import io.praetor.agent.config.AgentConfig.Acl;
import io.praetor.agent.config.AgentConfig.Autopilot;
import io.praetor.agent.config.AgentConfig.Cache;
import io.praetor.agent.config.AgentConfig.Checks;
import io.praetor.agent.config.AgentConfig.Dns;
import io.praetor.agent.config.AgentConfig.Features;
import io.praetor.agent.config.AgentConfig.Http;
import io.praetor.agent.config.AgentConfig.Join;
import io.praetor.agent.config.AgentConfig.Logging;
import io.praetor.agent.config.AgentConfig.Raft;
import io.praetor.agent.config.AgentConfig.Reads;
import io.praetor.agent.config.AgentConfig.Soa;
import io.praetor.agent.config.AgentConfig.Sync;
import io.praetor.agent.config.AgentConfig.Telemetry;
import io.praetor.agent.config.AgentConfig.Tls;
import io.praetor.agent.config.AgentConfig.TlsSide;
import io.praetor.agent.config.AgentConfig.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The parts of a configuration that follow from their own keys alone.
final class PlainParts {
    private static final Duration ACL_TTL = Duration.ofSeconds(30);
    /// Ten years: an answer of any age.
    private static final Duration DNS_MAX_STALE = Duration.ofDays(3650);

    private final Settings settings;
    private final boolean dev;
    private final List<String> warnings;

    /// @param warnings what the user should know is added here
    PlainParts(Settings settings, boolean dev, List<String> warnings) {
        this.settings = settings;
        this.dev = dev;
        this.warnings = warnings;
    }

    Logging logging() {
        return new Logging(
                settings.text("log_level", dev ? "DEBUG" : "INFO"),
                settings.bool("log_json", false),
                settings.text("log_file"),
                settings.number("log_rotate_bytes", 0),
                settings.duration("log_rotate_duration", Duration.ofHours(24)),
                settings.integer("log_rotate_max_files", 0),
                settings.bool("enable_syslog", false),
                settings.text("syslog_facility", "LOCAL0"));
    }

    Raft raft() {
        return new Raft(
                settings.integer("raft_protocol", 3),
                settings.integer("performance.raft_multiplier", dev ? 1 : 5),
                dev ? Duration.ofMillis(35) : null,
                settings.number("raft_snapshot_threshold", 16_384),
                settings.duration("raft_snapshot_interval", Duration.ofSeconds(30)),
                settings.number("raft_trailing_logs", 10_240));
    }

    Http http() {
        return new Http(
                settings.texts("http_config.allow_write_http_from"),
                settings.texts("http_config.block_endpoints"),
                settings.map("http_config.response_headers"),
                settings.integer("limits.http_max_conns_per_client", 200),
                settings.number("limits.kv_max_value_size", 524_288),
                settings.number("limits.txn_max_req_len", 524_288),
                settings.bool("disable_http_unprintable_char_filter", false),
                settings.bool("translate_wan_addrs", false),
                settings.duration("limits.https_handshake_timeout", Duration.ofSeconds(5)),
                dev,
                settings.bool("enable_debug", dev),
                settings.bool("http_config.use_cache", true));
    }

    Reads reads() {
        return new Reads(
                settings.duration("default_query_time", Duration.ofSeconds(300)),
                settings.duration("max_query_time", Duration.ofSeconds(600)),
                settings.duration("performance.rpc_hold_timeout", Duration.ofSeconds(7)),
                settings.duration("session_ttl_min", Duration.ofSeconds(10)),
                settings.duration("discovery_max_stale", Duration.ZERO));
    }

    Tls tls() {
        boolean incoming = settings.bool("verify_incoming", false);
        boolean serverName = settings.bool("verify_server_hostname", false);
        boolean outgoing = settings.bool("verify_outgoing", false);
        return new Tls(
                incoming,
                side("internal_rpc", incoming || settings.bool("verify_incoming_rpc", false), outgoing, serverName),
                side("https", incoming || settings.bool("verify_incoming_https", false), outgoing, false),
                side("grpc", incoming, outgoing, false),
                serverName,
                settings.bool("tls_prefer_server_cipher_suites", false),
                settings.text("server_name", ""),
                settings.bool("auto_encrypt.tls", false));
    }

    /// A side has its own settings in the newer form, and those for all sides otherwise.
    ///
    /// @param outgoing unless the side says otherwise
    /// @param always whether nothing can switch the check of servers off
    private TlsSide side(String name, boolean incoming, boolean outgoing, boolean always) {
        String own = "tls." + name + ".";
        return new TlsSide(
                settings.text(own + "ca_file", settings.text("ca_file", "")),
                settings.text(own + "ca_path", settings.text("ca_path", "")),
                settings.text(own + "cert_file", settings.text("cert_file", "")),
                settings.text(own + "key_file", settings.text("key_file", "")),
                settings.text(own + "tls_min_version", settings.text("tls_min_version", "tls12")),
                suites(settings.text(own + "tls_cipher_suites", settings.text("tls_cipher_suites", ""))),
                settings.bool(own + "verify_incoming", incoming),
                settings.bool(own + "verify_outgoing", outgoing) || always);
    }

    private static List<String> suites(String text) {
        return List.of(text.split(",", -1)).stream()
                .map(String::strip)
                .filter(suite -> !suite.isEmpty())
                .toList();
    }

    Join join(Addresses addresses) {
        return new Join(
                addresses.texts("start_join"),
                addresses.texts("start_join_wan"),
                addresses.texts("retry_join"),
                addresses.texts("retry_join_wan"),
                settings.duration("retry_interval", Duration.ofSeconds(30)),
                settings.duration("retry_interval_wan", Duration.ofSeconds(30)),
                settings.integer("retry_max", 0),
                settings.integer("retry_max_wan", 0),
                settings.bool("rejoin_after_leave", false),
                addresses.texts("primary_gateways"),
                settings.duration("primary_gateways_interval", Duration.ofSeconds(30)));
    }

    Acl acl() {
        boolean old = !settings.text("acl_datacenter", "").isEmpty();
        boolean replicates = settings.bool(
                "enable_acl_replication",
                !settings.text("acl_replication_token", "").isEmpty());
        return new Acl(
                settings.bool("acl.enabled", old),
                settings.text("acl.default_policy", settings.text("acl_default_policy", "allow")),
                settings.text("acl.down_policy", settings.text("acl_down_policy", "extend-cache")),
                isDryRun(settings.text("acl.enforcement", "enforce")),
                settings.bool("acl.enable_key_list_policy", settings.bool("acl_enable_key_list_policy", false)),
                settings.bool("acl.enable_token_persistence", false),
                settings.bool("acl.enable_token_replication", replicates),
                settings.duration("acl.policy_ttl", ACL_TTL),
                settings.duration("acl.role_ttl", ACL_TTL),
                settings.duration("acl.token_ttl", settings.duration("acl_ttl", ACL_TTL)),
                settings.duration("acl.disabled_ttl", Duration.ofMinutes(2)),
                tokens());
    }

    /// Whatever is not understood is no reason to let anybody in.
    private boolean isDryRun(String enforcement) {
        if (!enforcement.equals("enforce") && !enforcement.equals("dry-run")) {
            settings.fault("acl.enforcement must be \"enforce\" or \"dry-run\", was: \"" + enforcement + "\"");
        }
        return enforcement.equals("dry-run");
    }

    private Tokens tokens() {
        return new Tokens(
                settings.text("acl.tokens.default", settings.text("acl_token", "")),
                settings.text("acl.tokens.agent", settings.text("acl_agent_token", "")),
                settings.text("acl.tokens.agent_master", settings.text("acl_agent_master_token", "")),
                settings.text("acl.tokens.replication", settings.text("acl_replication_token", "")),
                settings.text("acl.tokens.master", settings.text("acl_master_token", "")),
                settings.text("acl.tokens.config_file_service_registration", ""),
                settings.text("acl.tokens.dns", ""));
    }

    Autopilot autopilot() {
        return new Autopilot(
                settings.bool("autopilot.cleanup_dead_servers", true),
                settings.duration("autopilot.last_contact_threshold", Duration.ofMillis(200)),
                settings.number("autopilot.max_trailing_logs", 250),
                settings.number("autopilot.min_quorum", 0),
                settings.duration("autopilot.server_stabilization_time", Duration.ofSeconds(10)));
    }

    Checks checks() {
        boolean scripts = settings.bool("enable_script_checks", false);
        return new Checks(
                scripts,
                settings.bool("enable_local_script_checks", scripts),
                settings.integer("check_output_max_size", 4096),
                settings.duration("check_update_interval", Duration.ofMinutes(5)),
                settings.bool("discard_check_output", false),
                settings.duration("check_reap_interval", Duration.ofSeconds(30)),
                settings.duration("check_deregister_interval_min", Duration.ofMinutes(1)),
                settings.bool("enable_agent_tls_for_checks", false));
    }

    Sync sync() {
        return new Sync(
                settings.duration("ae_interval", Duration.ofMinutes(1)),
                settings.duration("sync_coordinate_interval_min", Duration.ofSeconds(15)),
                settings.real("sync_coordinate_rate_target", 64));
    }

    Dns dns(List<String> recursors) {
        return new Dns(
                settings.text("domain", "consul."),
                settings.text("alt_domain", ""),
                recursors,
                settings.duration("dns_config.recursor_timeout", Duration.ofSeconds(2)),
                settings.text("dns_config.recursor_strategy", "sequential"),
                settings.bool("dns_config.allow_stale", true),
                settings.duration("dns_config.max_stale", DNS_MAX_STALE),
                settings.duration("dns_config.node_ttl", Duration.ZERO),
                serviceTtls(),
                settings.bool("dns_config.only_passing", false),
                settings.bool("dns_config.enable_truncate", false),
                settings.bool("dns_config.disable_compression", false),
                settings.integer("dns_config.udp_answer_limit", 3),
                settings.integer("dns_config.a_record_limit", 0),
                settings.bool("dns_config.enable_additional_node_meta_txt", true),
                new Soa(
                        settings.number("dns_config.soa.refresh", 3600),
                        settings.number("dns_config.soa.retry", 600),
                        settings.number("dns_config.soa.expire", 86_400),
                        settings.number("dns_config.soa.min_ttl", 0)),
                settings.bool("dns_config.use_cache", false),
                settings.duration("dns_config.cache_max_age", Duration.ZERO));
    }

    private Map<String, Duration> serviceTtls() {
        Map<String, Duration> ttls = new LinkedHashMap<>();
        settings.map("dns_config.service_ttl")
                .forEach((name, text) ->
                        ttls.put(name, settings.parse("dns_config.service_ttl[" + name + "]", text, Duration.ZERO)));
        return ttls;
    }

    Telemetry telemetry() {
        List<String> allowed = new ArrayList<>();
        List<String> blocked = new ArrayList<>();
        for (String rule : settings.texts("telemetry.prefix_filter")) {
            if (rule.isEmpty()) {
                warnings.add("Cannot have empty filter rule in prefix_filter");
            } else if (rule.startsWith("+")) {
                allowed.add(rule.substring(1));
            } else if (rule.startsWith("-")) {
                blocked.add(rule.substring(1));
            } else {
                warnings.add("Filter rule must begin with either '+' or '-': \"" + rule + "\"");
            }
        }
        return new Telemetry(
                settings.text("telemetry.statsite_address", ""),
                settings.text("telemetry.statsd_address", ""),
                settings.text("telemetry.dogstatsd_addr", ""),
                settings.texts("telemetry.dogstatsd_tags"),
                settings.bool("telemetry.disable_hostname", false),
                settings.text("telemetry.metrics_prefix", "consul"),
                allowed,
                blocked,
                settings.bool("telemetry.filter_default", true),
                settings.duration("telemetry.prometheus_retention_time", Duration.ZERO),
                settings.bool("telemetry.disable_compat_1.9", false));
    }

    Cache cache() {
        return new Cache(
                settings.real("cache.entry_fetch_rate", Double.POSITIVE_INFINITY),
                settings.integer("cache.entry_fetch_max_burst", 2));
    }

    Features features() {
        return new Features(
                settings.bool("disable_remote_exec", true),
                settings.bool("disable_update_check", dev),
                settings.bool("auto_reload_config", false));
    }
}
