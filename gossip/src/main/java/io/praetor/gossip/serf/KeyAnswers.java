package io.praetor.gossip.serf;

import io.praetor.gossip.memberlist.Keyring;
import io.praetor.gossip.serf.SerfMessage.KeyRequest;
import io.praetor.gossip.serf.SerfMessage.KeyResponse;
import io.praetor.model.codec.DecodeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does with this member's keys what somebody asks of all members (`gossip-serf.md` §6.1).
final class KeyAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(KeyAnswers.class);

    /// Bytes of an answer for each key of a list, at least.
    private static final int BYTES_PER_KEY = 25;

    /// What changes the ring.
    @FunctionalInterface
    interface Change {
        void apply(Keyring keyring, byte[] key);
    }

    private final Pool pool;
    private final Executor files;

    /// @param files where files are written, one after the other
    KeyAnswers(Pool pool, Executor files) {
        this.pool = pool;
        this.files = files;
    }

    void change(SerfMessage.Query query, Answering answering, Change change) {
        Keyring keyring = pool.memberlist().keyring();
        byte[] key;
        try {
            key = key(query);
        } catch (DecodeException e) {
            refuse(answering, "Failed to decode key request");
            return;
        }
        if (!keyring.isEnabled()) {
            refuse(answering, "No keyring to modify (encryption not enabled)");
            return;
        }
        try {
            change.apply(keyring, key);
        } catch (IllegalArgumentException e) {
            refuse(answering, e.getMessage() == null ? "bad key" : e.getMessage());
            return;
        }
        Path file = pool.config.keyringFile();
        if (file == null) {
            respond(answering, new KeyResponse(true, "", null, ""));
            return;
        }
        List<byte[]> keys = keyring.keys();
        files.execute(() -> write(file, keys, answering));
    }

    private void write(Path file, List<byte[]> keys, Answering answering) {
        try {
            KeyringFile.write(file, keys);
            respond(answering, new KeyResponse(true, "", null, ""));
        } catch (IOException e) {
            LOG.atError().addKeyValue("file", file).setCause(e).log("the keyring could not be written");
            refuse(answering, "Failed to write keyring file: " + e.getMessage());
        }
    }

    void list(Answering answering) {
        Keyring keyring = pool.memberlist().keyring();
        byte[] primary = keyring.primary();
        if (primary == null) {
            refuse(answering, "Keyring is empty (encryption not enabled)");
            return;
        }
        List<String> keys = new ArrayList<>();
        keyring.keys().forEach(key -> keys.add(Base64.getEncoder().encodeToString(key)));
        String first = Base64.getEncoder().encodeToString(primary);
        int shown = Math.min(keys.size(), pool.config.queryResponseSizeLimit() / BYTES_PER_KEY);
        KeyResponse response = list(keys, shown, first);
        while (shown > 0 && !answering.fits(SerfMessages.encode(response))) {
            shown--;
            response = list(keys, shown, first);
        }
        respond(answering, response);
    }

    private static KeyResponse list(List<String> keys, int shown, String primary) {
        String message = shown == keys.size()
                ? ""
                : "truncated key list response, showing first " + shown + " of " + keys.size() + " keys";
        return new KeyResponse(true, message, List.copyOf(keys.subList(0, shown)), primary);
    }

    private static byte[] key(SerfMessage.Query query) throws DecodeException {
        byte[] payload = query.payload() == null ? new byte[0] : query.payload().array();
        if (SerfMessages.decode(payload) instanceof KeyRequest request) {
            return request.key() == null ? new byte[0] : request.key().array();
        }
        throw new DecodeException("no key request");
    }

    private static void refuse(Answering answering, String why) {
        respond(answering, new KeyResponse(false, why, null, ""));
    }

    private static void respond(Answering answering, KeyResponse response) {
        try {
            answering.respond(SerfMessages.encode(response));
        } catch (IllegalStateException e) {
            LOG.atError().addKeyValue("error", e.getMessage()).log("a question about keys could not be answered");
        }
    }
}
