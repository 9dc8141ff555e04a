package io.praetor.server.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whoever is asked may be slow, loud or somebody else.
class WebClientTest {
    private static final Duration MUCH = Duration.ofSeconds(60);
    private static final Duration LITTLE = Duration.ofMillis(500);

    private FakeProvider provider;

    @BeforeEach
    void start() throws Exception {
        provider = new FakeProvider(() -> Instant.EPOCH);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private WebCaller.Call call(String path) {
        return WebCaller.Call.get(provider.url() + path);
    }

    @Test
    void waitsForNobodyForEver() throws Exception {
        WebCaller client = new WebClient(provider.ca(), LITTLE);
        provider.hangingAt("/silent", false);
        provider.hangingAt("/dribbling", true);

        for (String path : new String[] {"/silent", "/dribbling"}) {
            assertThatThrownBy(() -> client.call(call(path)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no answer of " + provider.url() + path + " in time");
        }
    }

    @Test
    void takesNoMoreThanItMayHold() throws Exception {
        WebCaller client = new WebClient(provider.ca(), MUCH);
        provider.answering("/loud", 200, new byte[10 << 20]);
        provider.answering("/just", 200, new byte[1 << 20]);

        assertThatThrownBy(() -> client.call(call("/loud")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("error asking " + provider.url() + "/loud: ");
        assertThat(client.call(call("/just")).body().length()).isEqualTo(1 << 20);
    }

    @Test
    void goesWhereItIsSentAndNowhereElse() throws Exception {
        WebCaller client = new WebClient(provider.ca(), MUCH);
        provider.redirecting("/there", "http://127.0.0.1/elsewhere");

        assertThat(client.call(call("/there")).status()).isEqualTo(302);
        assertThatThrownBy(() -> new WebClient("").call(call("/there"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> client.call(WebCaller.Call.get("no address")))
                .hasMessage("invalid URL \"no address\"");
        assertThatThrownBy(() -> client.call(WebCaller.Call.get("file:///etc/passwd")))
                .hasMessage("invalid URL \"file:///etc/passwd\"");
    }

    @Test
    void sendsNoCredentialThatIsNone() throws Exception {
        WebCaller client = new WebClient(provider.ca(), MUCH);

        for (String odd : new String[] {"sesame\r\nX-Other: 1", "sesame\u20ac"}) {
            assertThatThrownBy(() -> client.call(call("/there").as(odd)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("invalid credential for " + provider.url() + "/there")
                    .hasNoCause();
        }
    }

    @Test
    void asksNoMoreAtOnceThanThereIsRoom() throws Exception {
        Semaphore room = new Semaphore(1);
        WebCaller client = new WebClient(provider.ca(), LITTLE, room);
        provider.answering("/there", 200, new byte[0]);

        room.acquire();
        assertThatThrownBy(() -> client.call(call("/there")))
                .isInstanceOf(IOException.class)
                .hasMessage("too many wait for " + provider.url() + "/there");
        assertThat(provider.asked()).doesNotContain("/there");
        room.release();

        WebCaller patient = new WebClient(provider.ca(), MUCH, room);
        assertThat(patient.call(call("/there")).status()).isEqualTo(200);
        assertThat(patient.call(call("/there")).status()).isEqualTo(200);
        assertThatThrownBy(() -> patient.call(WebCaller.Call.get("no address"))).isInstanceOf(IOException.class);
        assertThat(room.availablePermits()).isEqualTo(1);
    }

    @Test
    void namesNoSecrets() {
        assertThat(WebCaller.Call.form("https://p", Map.of("a", "sesame"))
                        .as("sesame")
                        .toString())
                .isEqualTo("Call[https://p]");
    }
}
