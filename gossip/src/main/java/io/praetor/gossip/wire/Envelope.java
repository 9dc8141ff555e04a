package io.praetor.gossip.wire;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Encryption (`gossip-memberlist.md` §4.4): `version u8 | nonce 12 | ciphertext | tag 16`, AES-GCM. For one thread.
final class Envelope {
    /// Bytes that an envelope of version 1 has beside the plaintext.
    static final int OVERHEAD = 1 + 12 + 16;

    /// Padded to blocks; sent by nobody who speaks protocol 2, accepted all the same.
    static final int PADDED = 0;

    /// Not padded.
    static final int PLAIN = 1;

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int BLOCK = 16;

    private final RandomGenerator random;
    private final Cipher cipher;

    /// @param random of which nonces are made; must not repeat itself between processes
    Envelope(RandomGenerator random) {
        this.random = random;
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is missing", e);
        }
    }

    /// How long the envelope around so many bytes is.
    static int length(int version, int plain) {
        return OVERHEAD + plain + (version == PADDED ? BLOCK - plain % BLOCK : 0);
    }

    /// Encrypts.
    ///
    /// @param associated what is authenticated beside the bytes
    byte[] seal(int version, byte[] key, byte[] plain, byte[] associated) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] envelope = new byte[length(version, plain.length)];
        ByteBuffer out = ByteBuffer.wrap(envelope).put((byte) version).put(nonce);
        try {
            init(Cipher.ENCRYPT_MODE, key, nonce, associated);
            cipher.doFinal(ByteBuffer.wrap(version == PADDED ? pad(plain) : plain), out);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM does not encrypt", e);
        }
        return envelope;
    }

    /// Decrypts with whichever key fits.
    ///
    /// @param from where in the bytes the envelope begins; it ends with them
    /// @throws WireException with one line
    byte[] open(List<byte[]> keys, byte[] bytes, int from, byte[] associated) throws WireException {
        int size = bytes.length - from;
        if (size < 1) {
            throw new WireException("Cannot decrypt empty payload");
        }
        int version = bytes[from];
        if (version != PADDED && version != PLAIN) {
            throw new WireException("Unsupported encryption version " + (version & 0xff));
        }
        if (size < length(version, 0)) {
            throw new WireException("Payload is too small to decrypt: " + size);
        }
        byte[] nonce = Arrays.copyOfRange(bytes, from + 1, from + 1 + NONCE);
        for (byte[] key : keys) {
            byte @Nullable [] plain = tryOpen(key, nonce, bytes, from + 1 + NONCE, associated);
            if (plain != null) {
                return version == PADDED ? unpad(plain) : plain;
            }
        }
        throw new WireException("No installed keys could decrypt the message");
    }

    private byte @Nullable [] tryOpen(byte[] key, byte[] nonce, byte[] bytes, int from, byte[] associated) {
        try {
            init(Cipher.DECRYPT_MODE, key, nonce, associated);
            return cipher.doFinal(bytes, from, bytes.length - from);
        } catch (AEADBadTagException otherKey) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM does not decrypt", e);
        }
    }

    private void init(int mode, byte[] key, byte[] nonce, byte[] associated) throws GeneralSecurityException {
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associated);
    }

    private static byte[] pad(byte[] plain) {
        int more = BLOCK - plain.length % BLOCK;
        byte[] padded = Arrays.copyOf(plain, plain.length + more);
        Arrays.fill(padded, plain.length, padded.length, (byte) more);
        return padded;
    }

    private static byte[] unpad(byte[] padded) throws WireException {
        int more = padded.length == 0 ? 0 : padded[padded.length - 1];
        if (more < 1 || more > BLOCK || more > padded.length) {
            throw new WireException("padding is wrong");
        }
        return Arrays.copyOf(padded, padded.length - more);
    }
}
