package io.praetor.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.HINFORecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Asks a name server of the test over real connections.
class NameServerLookupTest {
    /// The machine may be busy with other tests.
    private static final Exchange PATIENT = (server, query, reliably, _, valid) ->
            new SocketExchange(System::nanoTime).ask(server, query, reliably, Duration.ofSeconds(60), valid);

    @TempDir
    private Path folder;

    private final List<Record> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile UnaryOperator<Message> answer = query -> reply(query, Rcode.NOERROR);
    private ServerSocket socket;

    @BeforeEach
    void start() throws IOException {
        socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        configure("# written by the machine\nsearch example.com\nnameserver 127.0.0.1\nnameserver 192.0.2.1\n");
    }

    @AfterEach
    void stop() throws IOException {
        socket.close();
    }

    private void configure(String text) throws IOException {
        Files.writeString(folder.resolve("resolv.conf"), text);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                DataInputStream in = new DataInputStream(client.getInputStream());
                Message query = new Message(in.readNBytes(in.readUnsignedShort()));
                asked.add(query.getQuestion());
                byte[] bytes = answer.apply(query).toWire();
                DataOutputStream out = new DataOutputStream(client.getOutputStream());
                out.writeShort(bytes.length);
                out.write(bytes);
            } catch (IOException e) {
                // the test is over, or a client went away
            }
        }
    }

    private static Message reply(Message query, int rcode, Record... records) {
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setRcode(rcode);
        reply.addRecord(query.getQuestion(), Section.QUESTION);
        for (Record record : records) {
            reply.addRecord(record, Section.ANSWER);
        }
        return reply;
    }

    private List<InetAddress> addresses(String host) {
        return new NameServerLookup(
                        PATIENT, new SplittableRandom(1), folder.resolve("resolv.conf"), socket.getLocalPort())
                .addresses(host);
    }

    private static Name name(String text) {
        return Name.fromConstantString(text);
    }

    private static InetAddress ip(String text) {
        return InetAddress.ofLiteral(text);
    }

    @Test
    void findsEveryAddressOfBothKinds() {
        Record[] many = new Record[200];
        for (int i = 0; i < many.length; i++) {
            Name name = name("pool.example.com.");
            many[i] = i % 2 == 0
                    ? new ARecord(name, DClass.IN, 5, ip("10.0.0." + i))
                    : new AAAARecord(name, DClass.IN, 5, ip("2001:db8::" + Integer.toHexString(i)));
        }
        answer = query -> reply(query, Rcode.NOERROR, many);

        List<InetAddress> found = addresses("pool.example.com");

        assertThat(found).hasSize(200).startsWith(ip("10.0.0.0"), ip("2001:db8::1"));
        assertThat(asked).singleElement().satisfies(question -> {
            assertThat(question.getName()).isEqualTo(name("pool.example.com."));
            assertThat(question.getType()).isEqualTo(Type.ANY);
        });
    }

    @Test
    void leavesAliasesAndRefusalsToOtherWays() {
        Name name = name("pool.example.com.");
        List<UnaryOperator<Message>> unhelpful = List.of(
                query -> reply(query, Rcode.NOERROR, new CNAMERecord(name, DClass.IN, 5, name("other.example.com."))),
                query -> reply(query, Rcode.NOERROR, new HINFORecord(name, DClass.IN, 5, "RFC8482", "")),
                query -> reply(query, Rcode.NXDOMAIN),
                query -> reply(query, Rcode.NOTIMP, new ARecord(name, DClass.IN, 5, ip("10.0.0.1"))),
                query -> new Message(query.getHeader().getID()));
        for (UnaryOperator<Message> each : unhelpful) {
            answer = each;

            assertThat(addresses("pool.example.com")).isEmpty();
        }
        assertThat(asked).hasSize(unhelpful.size());
    }

    @Test
    void asksNobodyForNamesOfThisMachine() {
        assertThat(addresses("server1")).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void asksNobodyWhenNobodyIsNamed() throws IOException {
        configure("search example.com\n");
        assertThat(addresses("pool.example.com")).isEmpty();
        configure("nameserver not-an-address\n");
        assertThat(addresses("pool.example.com")).isEmpty();
        Files.delete(folder.resolve("resolv.conf"));
        assertThat(addresses("pool.example.com")).isEmpty();

        assertThat(asked).isEmpty();
    }

    @Test
    void aNameThatCannotBeAskedForHasNone() {
        assertThat(addresses("a..b")).isEmpty();
        assertThat(addresses("x".repeat(64) + ".example.com")).isEmpty();

        assertThat(asked).isEmpty();
    }
}
