package io.praetor.server.login;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;

/// Where the keys come from that tokens may be signed with.
interface KeySource {
    /// Those with this ID and those without any.
    ///
    /// @param keyId empty: all
    /// @param fresh whether what is remembered did not do
    /// @throws LoginException when whoever has them does not answer as they should
    List<PublicKey> keys(String keyId, boolean fresh) throws LoginException, InterruptedException;

    /// Whether asking anew can give other keys.
    boolean changes();

    /// Keys that never change.
    record Fixed(List<PublicKey> all) implements KeySource {
        @Override
        public List<PublicKey> keys(String keyId, boolean fresh) {
            return all;
        }

        @Override
        public boolean changes() {
            return false;
        }

        static Fixed ofPem(List<String> texts) throws LoginException {
            List<PublicKey> keys = new ArrayList<>();
            for (String text : texts) {
                PublicKey key = PublicKeys.ofPem(text);
                if (key == null) {
                    throw new LoginException("error parsing public key JWTValidationPubKeys[" + keys.size()
                            + "]: data does not contain any valid RSA, ECDSA, or ED25519 public keys");
                }
                keys.add(key);
            }
            return new Fixed(List.copyOf(keys));
        }
    }
}
