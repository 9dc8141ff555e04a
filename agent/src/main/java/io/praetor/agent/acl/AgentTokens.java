package io.praetor.agent.acl;

import io.praetor.agent.config.AgentConfig;
import io.praetor.http.AgentTokensApi;
import io.praetor.server.RequestFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tokens the agent uses now: those of the configuration, and over them what was set over the API. That is kept
/// over
/// restarts and reloads if `acl.enable_token_persistence` is set; else a reload brings the configuration's back.
public final class AgentTokens implements AgentTokensApi, Supplier<AgentConfig.Tokens> {
    private static final Logger LOG = LoggerFactory.getLogger(AgentTokens.class);

    private final @Nullable TokenFile file;
    private final Map<TokenKind, String> kept = new EnumMap<>(TokenKind.class);
    private volatile AgentConfig.Tokens tokens;
    private volatile Runnable listener = () -> {};

    private AgentTokens(AgentConfig.Tokens configured, @Nullable TokenFile file) {
        tokens = configured;
        this.file = file;
    }

    /// The tokens of a configuration, and those that were kept.
    ///
    /// @throws IOException if what was kept cannot be read
    public static AgentTokens open(AgentConfig config) throws IOException {
        Path directory = config.dataDirectory();
        boolean keeps = config.acl().enableTokenPersistence() && directory != null;
        AgentTokens opened =
                new AgentTokens(config.acl().tokens(), keeps && directory != null ? new TokenFile(directory) : null);
        opened.load(config.acl().tokens());
        return opened;
    }

    private synchronized void load(AgentConfig.Tokens configured) throws IOException {
        if (file != null) {
            kept.clear();
            kept.putAll(file.read());
        }
        AgentConfig.Tokens all = configured;
        for (Map.Entry<TokenKind, String> entry : kept.entrySet()) {
            if (!entry.getValue().isEmpty()) {
                all = entry.getKey().in(all, entry.getValue());
            }
        }
        tokens = all;
    }

    @Override
    public AgentConfig.Tokens get() {
        return tokens;
    }

    /// Names whoever wants to know that the agent goes by another token now.
    public void onChange(Runnable changed) {
        listener = changed;
    }

    /// Takes over the tokens of a changed configuration.
    public void reload(AgentConfig fresh) {
        AgentConfig.Tokens before = tokens;
        try {
            load(fresh.acl().tokens());
        } catch (IOException e) {
            LOG.atError().addKeyValue("error", e.getMessage()).log("Failed to read the kept tokens");
            return;
        }
        tell(before);
    }

    @Override
    public void set(String type, String secret) {
        TokenKind kind = TokenKind.of(type);
        if (kind == null) {
            throw new RequestFailure(RequestFailure.Kind.NOT_FOUND, "Token \"" + type + "\" is unknown");
        }
        AgentConfig.Tokens before;
        synchronized (this) {
            before = tokens;
            keep(kind, secret);
            tokens = kind.in(before, secret);
        }
        LOG.atInfo().addKeyValue("token", type).log("Updated agent's ACL token");
        tell(before);
    }

    private void keep(TokenKind kind, String secret) {
        if (file == null) {
            return;
        }
        Map<TokenKind, String> wanted = new EnumMap<>(kept);
        if (secret.isEmpty()) {
            wanted.remove(kind);
        } else {
            wanted.put(kind, secret);
        }
        try {
            file.write(wanted);
        } catch (IOException e) {
            LOG.atError().addKeyValue("error", e.getMessage()).log("Failed to persist tokens");
            throw RequestFailure.internal("failed to persist tokens: " + e.getMessage());
        }
        kept.clear();
        kept.putAll(wanted);
    }

    private void tell(AgentConfig.Tokens before) {
        AgentConfig.Tokens now = tokens;
        if (!before.user().equals(now.user()) || !before.agent().equals(now.agent())) {
            listener.run();
        }
    }
}
