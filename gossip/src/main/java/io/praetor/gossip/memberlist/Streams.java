package io.praetor.gossip.memberlist;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.Transport;
import io.praetor.gossip.wire.Message;
import io.praetor.gossip.wire.WireException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Streams that this member opens: one message there, one back (`gossip-memberlist.md` §1).
final class Streams {

    private final Transport transport;
    private final Codecs codecs;
    private final Figures figures;

    Streams(Core core, Transport transport) {
        this.transport = transport;
        this.codecs = core.codecs();
        this.figures = core.figures();
    }

    /// Sends a message and waits for one back.
    ///
    /// @return fails with a line for people, also when the other says that something is wrong
    CompletableFuture<Message> ask(Endpoint to, Message request, Duration timeout) {
        CompletableFuture<Message> answer = new CompletableFuture<>();
        byte[] bytes = codecs.streams().encodeRequest(request.encodeStream());
        figures.streamsOpened().increment();
        figures.streamsSent().add(bytes.length);
        transport.open(to, bytes, timeout, new Transport.Reply() {
            @Override
            public void received(byte[] message) {
                try {
                    answer.complete(understood(message));
                } catch (WireException | IOException e) {
                    answer.completeExceptionally(e);
                }
            }

            @Override
            public void failed(IOException cause) {
                answer.completeExceptionally(cause);
            }
        });
        return answer;
    }

    private Message understood(byte[] bytes) throws WireException, IOException {
        Message message = codecs.messages().decodeStream(codecs.streams().decodeReply(bytes));
        if (message instanceof Message.Err error) {
            throw new IOException("remote error: " + error.text());
        }
        return message;
    }

    /// Asks whether somebody is there.
    ///
    /// @param heard called if so
    void ping(Endpoint to, Message.Ping ping, Duration timeout, Runnable heard) {
        var _ = ask(to, ping, timeout).whenComplete((answer, _) -> {
            if (answer instanceof Message.Ack ack && ack.seqNo() == ping.seqNo()) {
                heard.run();
            }
        });
    }
}
