package io.praetor.acceptance.transcript;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.ClientSubnetOption;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Asks what the `dig` of BIND 9.18 would ask when given the same arguments, so that a recorded command line needs no
/// such program.
final class Dig {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int EDNS_BYTES = 1232;
    private static final int LONGEST = 65_535;

    private @Nullable String name;
    private int type = Type.A;
    private int klass = DClass.IN;
    private boolean edns = true;
    private int ednsBytes = EDNS_BYTES;
    private int ednsFlags;
    private @Nullable ClientSubnetOption subnet;
    private boolean recursion = true;
    private boolean checkingDisabled;
    private boolean authentic = true;
    private boolean ignoreTruncation;
    private @Nullable Boolean tcp;

    /// @param arguments as they were recorded: names, types and `+` options
    Dig(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            switch (argument) {
                case "-x" -> {
                    name = ReverseMap.fromAddress(InetAddress.ofLiteral(arguments.get(++i)))
                            .toString();
                    type = Type.PTR;
                }
                case "-c" -> klass = DClass.value(arguments.get(++i));
                default -> {
                    if (argument.startsWith("+")) {
                        option(argument.substring(1));
                    } else if (name != null && Type.value(argument.toUpperCase(Locale.ROOT)) >= 0) {
                        type = Type.value(argument.toUpperCase(Locale.ROOT));
                    } else {
                        name = argument;
                    }
                }
            }
        }
        // as the program: no recursion in a transfer
        recursion &= type != Type.AXFR;
        authentic &= type != Type.AXFR;
    }

    private void option(String option) {
        String value = option.substring(option.indexOf('=') + 1);
        switch (option.substring(0, option.length() - (option.contains("=") ? value.length() + 1 : 0))) {
            case "noedns" -> edns = false;
            case "bufsize" -> ednsBytes = Integer.parseInt(value);
            case "subnet" -> subnet = subnet(value);
            case "dnssec" -> ednsFlags = ExtendedFlags.DO;
            case "norecurse" -> recursion = false;
            case "cdflag" -> checkingDisabled = true;
            case "adflag" -> authentic = true;
            case "ignore" -> ignoreTruncation = true;
            case "tcp" -> tcp = true;
            case "notcp" -> tcp = false;
            default -> throw new IllegalArgumentException("dig +" + option + " is not known here");
        }
    }

    private static ClientSubnetOption subnet(String text) {
        List<String> parts = List.of(text.split("/"));
        return new ClientSubnetOption(Integer.parseInt(parts.get(1)), InetAddress.ofLiteral(parts.get(0)));
    }

    /// The message that asks.
    Message query() throws IOException {
        Name absolute = Name.fromString(name == null ? "." : name, Name.root);
        Message query = Message.newQuery(Record.newRecord(absolute, type, klass));
        set(query, Flags.RD, recursion);
        set(query, Flags.CD, checkingDisabled);
        set(query, Flags.AD, authentic);
        if (edns) {
            query.addRecord(
                    subnet == null
                            ? new OPTRecord(ednsBytes, 0, 0, ednsFlags)
                            : new OPTRecord(ednsBytes, 0, 0, ednsFlags, subnet),
                    Section.ADDITIONAL);
        }
        return query;
    }

    private static void set(Message query, int flag, boolean on) {
        if (on) {
            query.getHeader().setFlag(flag);
        } else {
            query.getHeader().unsetFlag(flag);
        }
    }

    /// Asks, over TCP where the program would, also after an answer that was cut short.
    ///
    /// @return the bytes of the answer
    byte[] ask(int port, Duration patience) throws IOException {
        byte[] query = query().toWire();
        boolean stream = tcp == null ? type == Type.ANY || type == Type.AXFR : tcp;
        byte[] answer = exchange(port, query, stream, patience);
        boolean cut = answer.length > 2 && (answer[2] & 0x02) != 0;
        return cut && !ignoreTruncation && !stream ? exchange(port, query, true, patience) : answer;
    }

    /// Sends bytes and takes what comes back.
    ///
    /// @return empty when nothing came in time or the connection was closed
    static byte[] exchange(int port, byte[] bytes, boolean stream, Duration patience) throws IOException {
        InetSocketAddress server = new InetSocketAddress(LOOPBACK, port);
        try {
            return stream ? overTcp(server, bytes, patience) : overUdp(server, bytes, patience);
        } catch (java.net.SocketTimeoutException | java.io.EOFException | java.net.SocketException e) {
            return new byte[0];
        }
    }

    private static byte[] overUdp(InetSocketAddress server, byte[] bytes, Duration patience) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout((int) patience.toMillis());
            socket.connect(server);
            socket.send(new DatagramPacket(bytes, bytes.length));
            DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
            socket.receive(packet);
            return Arrays.copyOf(packet.getData(), packet.getLength());
        }
    }

    private static byte[] overTcp(InetSocketAddress server, byte[] bytes, Duration patience) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, (int) patience.toMillis());
            socket.setSoTimeout((int) patience.toMillis());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeShort(bytes.length);
            out.write(bytes);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] answer = new byte[in.readUnsignedShort()];
            in.readFully(answer);
            return answer;
        }
    }
}
