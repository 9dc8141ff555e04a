package io.praetor.agent.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.agent.AgentService;
import io.praetor.server.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LocalServicesTest {
    private final Registered agent = Registered.inMemory();
    private final List<@Nullable AgentService> answers = new ArrayList<>();

    private String hash() {
        return Objects.requireNonNull(agent.services.service("web")).contentHash();
    }

    private Cancellable await(String hash) {
        return agent.services.awaitService("web", hash, Duration.ofSeconds(10), answers::add);
    }

    @Test
    void answersAtOnceWhenTheHashIsAnother() {
        agent.register("{\"Name\": \"web\"}");

        await("x");

        assertThat(answers).hasSize(1);
    }

    @Test
    void waitsForAChangeThatMatters() {
        agent.register("{\"Name\": \"web\"}");
        await(hash());

        agent.register("{\"Name\": \"web\"}");
        agent.register("{\"Name\": \"other\"}");
        assertThat(answers).isEmpty();

        agent.register("{\"Name\": \"web\", \"Port\": 2}");
        assertThat(answers).hasSize(1);
        assertThat(Objects.requireNonNull(answers.getFirst()).port()).isEqualTo(2);

        agent.time.pass(Duration.ofSeconds(20));
        assertThat(answers).hasSize(1);
    }

    @Test
    void answersWithNothingWhenTheServiceGoes() {
        agent.register("{\"Name\": \"web\"}");
        await(hash());

        agent.registrar.deregisterService("web");

        assertThat(answers).containsExactly((AgentService) null);
    }

    @Test
    void answersWhenTheTimeIsOver() {
        agent.register("{\"Name\": \"web\"}");
        await(hash());

        agent.time.pass(Duration.ofSeconds(9));
        assertThat(answers).isEmpty();
        agent.time.pass(Duration.ofSeconds(2));
        assertThat(answers).hasSize(1);
    }

    @Test
    void tellsNothingToAClientThatWentAway() {
        agent.register("{\"Name\": \"web\"}");
        Cancellable wait = await(hash());

        wait.cancel();
        agent.register("{\"Name\": \"web\", \"Port\": 2}");
        agent.time.pass(Duration.ofSeconds(20));

        assertThat(answers).isEmpty();
    }
}
