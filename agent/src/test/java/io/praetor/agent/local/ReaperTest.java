package io.praetor.agent.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ReaperTest {
    private final Registered agent = Registered.inMemory();

    private void start() {
        new Reaper(agent.state, agent.registrar, Reaper.Settings.DEFAULT, agent.time, agent.time, Runnable::run)
                .start();
    }

    private void register(String name, String after) {
        agent.register("{\"Name\": \"" + name + "\", \"Check\": {\"TCP\": \"x:1\", \"Interval\": \"1s\","
                + " \"DeregisterCriticalServiceAfter\": \"" + after + "\"}}");
    }

    @Test
    void removesAServiceThatWasCriticalForTooLong() {
        start();
        register("ill", "2m");
        register("well", "2m");
        register("patient", "1h");
        agent.checks.find("service:ill", "critical", "a");
        agent.checks.find("service:well", "passing", "");
        agent.checks.find("service:patient", "critical", "");

        agent.time.pass(Duration.ofSeconds(119));
        agent.checks.find("service:ill", "critical", "b");
        assertThat(agent.serviceIds()).containsExactly("ill", "patient", "well");

        agent.time.pass(Duration.ofSeconds(32));
        assertThat(agent.serviceIds()).containsExactly("patient", "well");
    }

    @Test
    void beginsToCountAnewAfterARecovery() {
        start();
        register("shaky", "1m");
        agent.checks.find("service:shaky", "critical", "");
        agent.time.pass(Duration.ofSeconds(50));
        agent.checks.find("service:shaky", "warning", "");
        agent.checks.find("service:shaky", "critical", "");

        agent.time.pass(Duration.ofSeconds(59));

        assertThat(agent.serviceIds()).containsExactly("shaky");
    }

    @Test
    void waitsAtLeastAMinuteAndUntilSomebodyLooked() {
        start();
        register("quick", "1s");
        register("unseen", "1s");
        agent.checks.find("service:quick", "critical", "");

        agent.time.pass(Duration.ofSeconds(59));
        assertThat(agent.serviceIds()).containsExactly("quick", "unseen");

        agent.time.pass(Duration.ofSeconds(31));
        assertThat(agent.serviceIds()).containsExactly("unseen");
    }

    @Test
    void neverRemovesForAChecksOfTheNode() {
        start();
        agent.register("{\"Name\": \"web\"}");
        agent.registerCheck("{\"Name\": \"c\", \"TTL\": \"1m\", \"DeregisterCriticalServiceAfter\": \"1m\"}");
        agent.checks.find("c", "critical", "TTL expired");

        agent.time.pass(Duration.ofMinutes(5));

        assertThat(agent.serviceIds()).containsExactly("web");
    }
}
