package io.praetor.server.state;

import static io.praetor.server.state.Fixtures.boundTo;
import static io.praetor.server.state.Fixtures.id;
import static io.praetor.server.state.Fixtures.node;
import static io.praetor.server.state.Fixtures.query;
import static io.praetor.server.state.Fixtures.session;
import static io.praetor.server.state.Fixtures.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.query.PreparedQuery;
import io.praetor.store.Watches;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// `state-and-index.md` §13.
class PreparedQueryRulesTest {
    private final TestState state = new TestState();

    private void set(PreparedQuery query) throws StateException {
        state.run(write -> {
            write.preparedQueries().set(query);
            return null;
        });
    }

    private void delete(String id) throws StateException {
        state.run(write -> {
            write.preparedQueries().delete(id);
            return null;
        });
    }

    private String refusal(PreparedQuery query) {
        return state.refusal(write -> {
            write.preparedQueries().set(query);
            return null;
        });
    }

    private PreparedQuery resolved(String name) throws StateException {
        return Objects.requireNonNull(state.now().preparedQueries().resolve(name, "alpha"));
    }

    @Test
    void keepsWhenItWasMadeAndMovesTheIndexWithEveryWrite() throws StateException {
        set(query(id(1), "q", "web"));
        set(query(id(1), "q", "web"));

        assertThat(state.now().preparedQueries().get(id(1), Watches.NONE))
                .isEqualTo(new Indexed<>(2, query(id(1), "q", "web").withIndexes(1, 2)));
        delete(id(1));
        assertThat(state.now().preparedQueries().get(id(1), Watches.NONE)).isEqualTo(new Indexed<>(3, null));
        delete(id(1));
        assertThat(state.now().preparedQueries().all(Watches.NONE).index()).isEqualTo(3);
    }

    @Test
    void wakesReadersOfTheQueryAndOfAll() throws StateException {
        set(query(id(1), "q", "web"));
        TestState.Parked one = state.park((s, w) -> s.preparedQueries().get(id(1), w));
        TestState.Parked other = state.park((s, w) -> s.preparedQueries().get(id(2), w));
        TestState.Parked all = state.park((s, w) -> s.preparedQueries().all(w));

        set(query(id(1), "renamed", "web"));

        assertThat(one.watches().fired()).isTrue();
        assertThat(other.watches().fired()).isFalse();
        assertThat(all.watches().fired()).isTrue();
    }

    @Test
    void aNameBelongsToOneQueryAndOneTemplate() throws StateException {
        set(query(id(1), "q", "web"));
        set(template(id(2), "q", "${name.full}"));
        set(template(id(3), "", "${name.full}"));
        set(query(id(4), "", "web"));
        set(query(id(5), "", "web"));

        assertThat(refusal(query(id(6), "Q", "db"))).isEqualTo("name 'Q' aliases an existing query name");
        assertThat(refusal(template(id(6), "q", "db"))).isEqualTo("name 'q' aliases an existing query name");
        assertThat(refusal(template(id(6), "", "db"))).isEqualTo("a query template with an empty name already exists");
        assertThat(refusal(query(id(6), id(1), "db"))).isEqualTo("name '" + id(1) + "' aliases an existing query ID");
        assertThat(state.now().preparedQueries().all(Watches.NONE).value()).hasSize(5);
    }

    @Test
    void refusesWhatItCannotKeep() {
        assertThat(refusal(query("", "q", "web"))).isEqualTo("Missing Query ID");
        assertThat(refusal(query("x", "q", "web")))
                .isEqualTo("failed prepared query lookup: index error: UUID must be 36 characters");
        assertThat(refusal(boundTo(query(id(1), "q", "web"), "x")))
                .isEqualTo("invalid session: index error: UUID must be 36 characters");
        assertThat(refusal(boundTo(query(id(1), "q", "web"), id(9)))).isEqualTo("invalid session \"" + id(9) + "\"");
        assertThat(refusal(template(id(1), "q", "${bogus}")))
                .isEqualTo("failed compiling template: Bad evaluation for '${bogus}' in Service.Service: "
                        + "1:3: unknown variable accessed: bogus");
        assertThat(state.now().operator().indexes()).doesNotContainKey("prepared-queries");
    }

    @Test
    void endsWithItsSession() throws StateException {
        state.register(node("n"));
        state.create(session(id(1), "n"));
        set(boundTo(query(id(2), "bound", "web"), id(1)));
        set(query(id(3), "free", "web"));

        state.destroy(id(1));

        assertThat(state.now().preparedQueries().all(Watches.NONE)).satisfies(left -> {
            assertThat(left.value()).extracting(PreparedQuery::name).containsExactly("free");
            assertThat(left.index()).isEqualTo(5);
        });
    }

    @Test
    void leadsFromAnIdOrANameOrTheLongestPrefix() throws StateException {
        set(query(id(1), "geo-db", "exact"));
        set(template(id(2), "geo-", "geo ${name.prefix}|${name.suffix}|${match(1)}"));
        set(template(id(3), "geo-db-", "longer ${name.full} ${agent.segment}"));

        assertThat(resolved(id(1)).service().service()).isEqualTo("exact");
        assertThat(resolved("GEO-DB").service().service()).isEqualTo("exact");
        assertThat(resolved("geo-web").service().service()).isEqualTo("geo geo-|web|web");
        assertThat(resolved("Geo-Db-1").service().service()).isEqualTo("longer Geo-Db-1 alpha");
        assertThat(state.now().preparedQueries().resolve("other", "")).isNull();
        assertThatThrownBy(() -> resolved(id(2)))
                .hasMessage("prepared query templates can only be resolved up by name, not by ID");
        set(template(id(4), "", "all"));
        assertThat(resolved("other").service().service()).isEqualTo("all");
        assertThat(resolved(id(9)).service().service()).isEqualTo("all");
    }
}
