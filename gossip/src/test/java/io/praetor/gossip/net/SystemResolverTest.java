package io.praetor.gossip.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SystemResolverTest {
    private final SystemResolver resolver = new SystemResolver();

    @Test
    void namesOfTheMachineAreFound() throws Exception {
        assertThat(resolver.resolve("localhost").get(60, TimeUnit.SECONDS))
                .contains(InetAddress.ofLiteral("127.0.0.1"));
    }

    @Test
    void aNameThatIsNoneIsToldInTheUsualWords() {
        CompletableFuture<?> nobody = resolver.resolve("no such name.invalid");

        assertThatThrownBy(() -> nobody.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("lookup no such name.invalid: no such host");
    }
}
