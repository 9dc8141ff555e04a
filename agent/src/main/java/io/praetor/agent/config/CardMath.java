package io.praetor.agent.config;

import io.praetor.agent.config.Machine.Card;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Arithmetic on addresses, the `math` of templates.
final class CardMath {
    private static final Pattern OFFSET = Pattern.compile("[+-]\\d{1,39}");
    private static final Pattern BITS = Pattern.compile("\\d{1,3}");

    private CardMath() {}

    /// Every card with its address changed.
    ///
    /// @param operand `address`: counts on from the address, around at the end of all addresses; `network`: counts from
    ///                the network's first address or, when negative, from its last, around at its ends; `mask`: keeps
    ///                so
    ///                many bits
    static List<Card> apply(String operand, String value, List<Card> cards) throws ConfigException {
        boolean isMask = operand.equals("mask");
        if (!(isMask ? BITS : OFFSET).matcher(value).matches()) {
            throw new ConfigException(
                    isMask
                            ? "\"" + value + "\" is not a number of bits"
                            : "\"" + value + "\" is not a number with a sign, as " + operand + " needs it");
        }
        List<Card> changed = new ArrayList<>();
        for (Card card : cards) {
            changed.add(changed(operand, value, card));
        }
        return changed;
    }

    private static Card changed(String operand, String value, Card card) throws ConfigException {
        byte[] bytes = card.address().getAddress();
        BigInteger address = new BigInteger(1, bytes);
        int width = bytes.length * 8;
        return switch (operand) {
            case "address" -> {
                BigInteger sum = address.add(new BigInteger(value)).mod(BigInteger.ONE.shiftLeft(width));
                yield card(card, sum, width, card.prefixLength());
            }
            case "network" -> {
                // -1 is the last address, so counting around the network is the same from both ends
                BigInteger size = BigInteger.ONE.shiftLeft(width - card.prefixLength());
                BigInteger sum = network(address, width, card.prefixLength()).add(new BigInteger(value).mod(size));
                yield card(card, sum, width, card.prefixLength());
            }
            case "mask" -> {
                int bits = Math.min(Integer.parseInt(value), width);
                yield card(card, network(address, width, bits), width, Math.min(bits, card.prefixLength()));
            }
            default -> throw new ConfigException("unsupported math operation \"" + operand + "\"");
        };
    }

    /// The first address of the network of `bits` bits that an address is in.
    static BigInteger network(BigInteger address, int width, int bits) {
        return address.shiftRight(width - bits).shiftLeft(width - bits);
    }

    private static Card card(Card old, BigInteger value, int width, int bits) {
        return new Card(old.name(), address(value, width), bits, old.flags());
    }

    /// The address that a number of `width` bits stands for.
    static InetAddress address(BigInteger value, int width) {
        byte[] bytes = new byte[width / 8];
        byte[] digits = value.toByteArray();
        int length = Math.min(digits.length, bytes.length);
        System.arraycopy(digits, digits.length - length, bytes, bytes.length - length, length);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + width + " bits", e);
        }
    }
}
