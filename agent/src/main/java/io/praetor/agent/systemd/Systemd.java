package io.praetor.agent.systemd;

import io.praetor.agent.unix.UnixDatagrams;
import io.praetor.server.Ticker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// systemd, reached through the socket it names in `NOTIFY_SOCKET`. What cannot be told is logged and otherwise
/// ignored:
/// an agent must not fail because nobody listens.
public final class Systemd implements ServiceManager {
    private static final Logger LOG = LoggerFactory.getLogger(Systemd.class);

    private final String socket;
    private final Ticker ticker;

    private Systemd(String socket, Ticker ticker) {
        this.socket = socket;
        this.ticker = ticker;
    }

    /// The manager that listens on a socket.
    ///
    /// @param socket the value of `NOTIFY_SOCKET`: a path, or a name in the abstract namespace after `@`; null or
    ///     empty:
    ///               nobody listens
    /// @param ticker the kernel's monotonic clock, which systemd compares reloads with
    public static ServiceManager at(@Nullable String socket, Ticker ticker) {
        return socket == null || socket.isEmpty() ? NONE : new Systemd(socket, ticker);
    }

    @Override
    public void ready() {
        tell("READY=1");
    }

    /// The time lets `Type=notify-reload` tell this reload from an earlier one.
    @Override
    public void reloading() {
        tell("RELOADING=1\nMONOTONIC_USEC=" + ticker.nanos() / 1000);
    }

    @Override
    public void stopping() {
        tell("STOPPING=1");
    }

    private void tell(String state) {
        try (UnixDatagrams datagrams = UnixDatagrams.connect(socket)) {
            datagrams.sendPatiently(state.getBytes(StandardCharsets.UTF_8));
            LOG.atDebug().addKeyValue("state", state).log("Told systemd");
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("socket", socket)
                    .addKeyValue("error", e.getMessage())
                    .log("Could not tell systemd");
        }
    }
}
