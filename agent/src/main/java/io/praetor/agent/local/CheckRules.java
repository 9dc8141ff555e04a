package io.praetor.agent.local;

import io.praetor.model.catalog.CheckType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a check must be like (`http-api.md` §6.2). Pure: the API and configuration files ask alike.
public final class CheckRules {
    private static final Set<String> STATUSES = Set.of("passing", "warning", "critical");

    private CheckRules() {}

    /// What is wrong with a way to check, in the original's words; null when it is fine.
    public static @Nullable String problem(CheckType type) {
        boolean probes = probes(type);
        boolean alias = isAlias(type);
        if (type.interval() > 0 && type.ttl() > 0) {
            return "Interval and TTL cannot both be specified";
        }
        if (probes && type.interval() <= 0) {
            return "Interval must be > 0 for Script, HTTP, or TCP checks";
        }
        if (alias && probes) {
            return "Interval cannot be set for Alias checks";
        }
        if (alias && type.ttl() > 0) {
            return "TTL must be not be set for Alias checks";
        }
        if (!probes && !alias && type.ttl() <= 0) {
            return "TTL must be > 0 for TTL checks";
        }
        if (type.outputMaxSize() < 0) {
            return "MaxOutputMaxSize must be positive";
        }
        return type.failuresBeforeWarning() > type.failuresBeforeCritical()
                ? "FailuresBeforeWarning can't be higher than FailuresBeforeCritical"
                : null;
    }

    /// Whether nothing was said about a check at all.
    public static boolean isEmpty(CheckType type) {
        return type.equals(CheckType.CODEC.zero());
    }

    /// Whether a status is one a check can have.
    public static boolean isStatus(String status) {
        return STATUSES.contains(status);
    }

    /// What the catalog shows as the type of a check: the first that fits.
    public static String typeName(CheckType type) {
        if (!type.grpc().isEmpty()) {
            return "grpc";
        }
        if (!type.http().isEmpty()) {
            return "http";
        }
        if (type.ttl() > 0) {
            return "ttl";
        }
        if (!type.tcp().isEmpty()) {
            return "tcp";
        }
        if (!type.udp().isEmpty()) {
            return "udp";
        }
        if (isAlias(type)) {
            return "alias";
        }
        if (isScript(type)) {
            return type.dockerContainerId().isEmpty() ? "script" : "docker";
        }
        if (!type.h2ping().isEmpty()) {
            return "h2ping";
        }
        return type.osService().isEmpty() ? "" : "os_service";
    }

    /// Whether a check runs a program, be it in a container.
    public static boolean isScript(CheckType type) {
        return type.scriptArgs() != null && !type.scriptArgs().isEmpty();
    }

    private static boolean isAlias(CheckType type) {
        return !type.aliasNode().isEmpty() || !type.aliasService().isEmpty();
    }

    private static boolean probes(CheckType type) {
        return isScript(type)
                || !type.http().isEmpty()
                || !type.tcp().isEmpty()
                || !type.grpc().isEmpty()
                || !type.udp().isEmpty()
                || !type.h2ping().isEmpty()
                || !type.osService().isEmpty();
    }
}
