package io.praetor.dns;

import io.praetor.server.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// All addresses of a name, as the machine's first name server has them: one question of type ANY over TCP, where a
/// long list is not cut short (`gossip-memberlist.md` §11). Many servers do not answer that any more (RFC 8482), so
/// whoever asks needs another way besides.
public final class NameServerLookup {
    private static final Logger LOG = LoggerFactory.getLogger(NameServerLookup.class);
    private static final Path CONFIGURATION = Path.of("/etc/resolv.conf");
    private static final int PORT = 53;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String SERVER = "nameserver";

    private final Exchange exchange;
    private final RandomGenerator random;
    private final Path configuration;
    private final int port;

    /// @param random thread-safe and hard to guess: ids of questions come from it
    public NameServerLookup(Ticker ticker, RandomGenerator random) {
        this(new SocketExchange(ticker), random, CONFIGURATION, PORT);
    }

    /// @param configuration in the form of `resolv.conf`
    /// @param port          of the name server named there
    NameServerLookup(Exchange exchange, RandomGenerator random, Path configuration, int port) {
        this.exchange = exchange;
        this.random = random;
        this.configuration = configuration;
        this.port = port;
    }

    /// Blocks for up to two seconds; meant for virtual threads.
    ///
    /// @param host a name; one without a dot is not asked for, as it is most likely one that only this machine
    ///     completes
    /// @return in the order of the answer; empty when the server has none, does not say, or cannot be reached
    public List<InetAddress> addresses(String host) {
        if (host.indexOf('.') < 0) {
            return List.of();
        }
        try {
            InetAddress server = server();
            return server == null ? List.of() : ask(new InetSocketAddress(server, port), host);
        } catch (IOException e) {
            LOG.atDebug()
                    .addKeyValue("host", host)
                    .addKeyValue("error", e.getMessage())
                    .log("no answer over TCP to a question for all addresses");
            return List.of();
        }
    }

    /// The first name server that is named; null if none is. Read anew each time: machines move between networks.
    private @Nullable InetAddress server() throws IOException {
        // a comment may hold what is no text
        for (String line : Files.readAllLines(configuration, StandardCharsets.ISO_8859_1)) {
            String[] words = line.strip().split("\\s+", 3);
            if (words.length > 1 && words[0].equals(SERVER)) {
                try {
                    return InetAddress.ofLiteral(words[1]);
                } catch (IllegalArgumentException e) {
                    throw new IOException(configuration + " names a server that is no address: " + words[1], e);
                }
            }
        }
        return null;
    }

    private List<InetAddress> ask(InetSocketAddress server, String host) throws IOException {
        Name name = Name.fromString(host, Name.root);
        Message question = Message.newQuery(Record.newRecord(name, Type.ANY, DClass.IN));
        question.getHeader().setID(random.nextInt(1 << 16));
        byte[] query = question.toWire();
        Message answer = new Message(
                exchange.ask(server, query, true, PATIENCE, candidate -> Upstream.isAnswerTo(query, candidate)));
        List<InetAddress> found = new ArrayList<>();
        if (answer.getRcode() == Rcode.NOERROR) {
            for (Record record : answer.getSection(Section.ANSWER)) {
                // an alias would have to be followed: whoever asks has another way for that
                switch (record) {
                    case ARecord a -> found.add(a.getAddress());
                    case AAAARecord aaaa -> found.add(aaaa.getAddress());
                    default -> {}
                }
            }
        }
        return List.copyOf(found);
    }
}
