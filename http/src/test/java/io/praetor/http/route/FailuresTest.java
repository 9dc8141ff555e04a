package io.praetor.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.server.RequestFailure;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void aClientThatMayNotAskServersSoOftenIsToldByTheStatusAlone() {
        Reply.Full reply =
                Failures.reply(new RequestFailure(RequestFailure.Kind.RATE_LIMITED, "RPC rate limit exceeded"));

        assertThat(reply).isEqualTo(Reply.empty(429));
    }

    @Test
    void aRefusalOfOurOwnSaysWhy() {
        Reply.Full reply =
                Failures.reply(new RequestFailure(RequestFailure.Kind.RATE_LIMITED, "too many blocking queries"));

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply).isNotEqualTo(Reply.empty(429));
    }

    @Test
    void aFaultOfOursSaysNoMoreThanThat() {
        assertThat(Failures.reply(new IllegalStateException("secret"))).isNotEqualTo(Reply.text(500, "secret"));
    }
}
