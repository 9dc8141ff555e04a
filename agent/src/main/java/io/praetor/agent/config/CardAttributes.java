package io.praetor.agent.config;

import io.praetor.agent.config.Machine.Card;
import io.praetor.model.IpText;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What templates can say about an address, under go-sockaddr's names.
final class CardAttributes {
    private CardAttributes() {}

    static String of(Card card, String name) throws ConfigException {
        byte[] bytes = card.address().getAddress();
        BigInteger address = new BigInteger(1, bytes);
        int width = bytes.length * 8;
        int hostBits = width - card.prefixLength();
        BigInteger first = CardMath.network(address, width, card.prefixLength());
        BigInteger last = first.add(BigInteger.ONE.shiftLeft(hostBits)).subtract(BigInteger.ONE);
        boolean isV4 = card.address() instanceof Inet4Address;
        boolean hasEnds = isV4 && hostBits > 1;
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "name" -> card.name();
            case "flags" -> String.join("|", card.flags());
            case "type" -> isV4 ? "IPv4" : "IPv6";
            case "address", "host" -> IpText.of(card.address());
            case "string" -> IpText.of(card.address()) + (hostBits == 0 ? "" : "/" + card.prefixLength());
            case "mask_bits" -> String.valueOf(card.prefixLength());
            case "netmask" -> text(CardMath.network(ones(width), width, card.prefixLength()), width);
            case "network" -> text(first, width);
            case "broadcast" -> isV4 ? text(last, width) : "";
            case "first_usable" -> text(hasEnds ? first.add(BigInteger.ONE) : first, width);
            case "last_usable" -> text(hasEnds ? last.subtract(BigInteger.ONE) : last, width);
            case "size" -> BigInteger.ONE.shiftLeft(hostBits).toString();
            case "port" -> "0";
            case "hex" -> HexFormat.of().formatHex(bytes);
            case "binary" ->
                String.format(Locale.ROOT, "%" + width + "s", address.toString(2))
                        .replace(' ', '0');
            case "octets" ->
                IntStream.range(0, bytes.length)
                        .mapToObj(i -> String.valueOf(bytes[i] & 0xff))
                        .collect(Collectors.joining(" "));
            case "uint32" -> isV4 ? address.toString() : "";
            case "uint128" -> isV4 ? "" : address.toString();
            default -> throw new ConfigException("unsupported attribute name \"" + name + "\"");
        };
    }

    private static BigInteger ones(int width) {
        return BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE);
    }

    private static String text(BigInteger value, int width) {
        return IpText.of(CardMath.address(value, width));
    }
}
