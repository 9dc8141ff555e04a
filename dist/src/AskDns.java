import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Asks a DNS server of this machine questions of every kind, so that it is trained to answer them.
///
///     java AskDns.java PORT
///
/// Any Java from 17 on runs it: the one that runs Maven may be older than the one that runs the program.
final class AskDns {
    private static final int ROUNDS = 50;
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int MOST_BYTES = 65_535;

    private record Question(String name, int type) {}

    private static final int A = 1;
    private static final int NS = 2;
    private static final int SOA = 6;
    private static final int PTR = 12;
    private static final int TXT = 16;
    private static final int AAAA = 28;
    private static final int SRV = 33;
    private static final int ANY = 255;

    private static final List<Question> QUESTIONS = List.of(
            new Question("consul.service.consul", A),
            new Question("consul.service.consul", AAAA),
            new Question("consul.service.consul", SRV),
            new Question("_consul._tcp.service.consul", SRV),
            new Question("consul.service.consul", ANY),
            new Question("none.service.consul", A),
            new Question("trainee.node.consul", A),
            new Question("trainee.node.consul", TXT),
            new Question("none.query.consul", A),
            new Question("7f000001.addr.consul", A),
            new Question("1.0.0.127.in-addr.arpa", PTR),
            new Question("consul", SOA),
            new Question("consul", NS),
            new Question("example.com", A));

    private AskDns() {}

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[0]);
        InetAddress server = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server, port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            DatagramPacket answer = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
            for (int i = 0; i < ROUNDS; i++) {
                for (Question question : QUESTIONS) {
                    byte[] query = query(question, i % 2 == 0);
                    socket.send(new DatagramPacket(query, query.length));
                    socket.receive(answer);
                }
            }
        }
        try (Socket socket = new Socket(server, port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            for (Question question : QUESTIONS) {
                byte[] query = query(question, true);
                byte[] framed = new byte[2 + query.length];
                framed[1] = (byte) query.length;
                System.arraycopy(query, 0, framed, 2, query.length);
                out.write(framed);
                in.readNBytes(in.readUnsignedShort());
            }
        }
    }

    private static byte[] query(Question question, boolean edns) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(question.hashCode());
        out.writeShort(0x0100);
        out.writeShort(1);
        out.writeInt(0);
        out.writeShort(edns ? 1 : 0);
        for (String label : question.name().split("\\.")) {
            out.writeByte(label.length());
            out.write(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.writeByte(0);
        out.writeShort(question.type());
        out.writeShort(1);
        if (edns) {
            // an OPT record: the root, its type, 1232 bytes, no options
            out.write(new byte[] {0, 0, 41, 0x04, (byte) 0xd0, 0, 0, 0, 0, 0, 0});
        }
        return bytes.toByteArray();
    }
}
