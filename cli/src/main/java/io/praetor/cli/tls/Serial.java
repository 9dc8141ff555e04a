package io.praetor.cli.tls;

import java.math.BigInteger;
import java.util.random.RandomGenerator;

/// Serial numbers: so much chance that no two are the same.
final class Serial {
    private static final int BYTES = 16;

    private Serial() {}

    static BigInteger random(RandomGenerator secure) {
        byte[] bytes = new byte[BYTES];
        BigInteger number;
        do {
            secure.nextBytes(bytes);
            number = new BigInteger(1, bytes);
        } while (number.signum() == 0);
        return number;
    }
}
