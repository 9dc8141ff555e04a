package io.praetor.agent.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.AgentFlags;
import io.praetor.agent.config.ConfigLoader;
import io.praetor.agent.config.Machine;
import io.praetor.server.RequestFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `http-api.md` §6, `agent.md` §5.
class AgentTokensTest {
    private static final String FILE = "acl-tokens.json";

    @TempDir
    Path folder;

    private AgentConfig config(boolean kept, String tokens) throws Exception {
        String hcl = "bind_addr = \"127.0.0.1\" data_dir = \"" + folder + "\" acl { enabled = true"
                + " enable_token_persistence = " + kept + " tokens { " + tokens + " } }";
        return new ConfigLoader(Machine.LOCAL)
                .load(AgentFlags.parse(List.of("-hcl=" + hcl)).sources())
                .config();
    }

    @ParameterizedTest
    @CsvSource({
        "default, user",
        "acl_token, user",
        "agent, agent",
        "acl_agent_token, agent",
        "agent_master, agentRecovery",
        "acl_agent_master_token, agentRecovery",
        "agent_recovery, agentRecovery",
        "replication, replication",
        "acl_replication_token, replication",
        "config_file_service_registration, configFileRegistration",
        "dns, dns"
    })
    void setsEachByItsNames(String type, String field) throws Exception {
        AgentTokens tokens = AgentTokens.open(config(false, ""));
        tokens.set(type, "new");

        AgentConfig.Tokens now = tokens.get();
        assertThat(now)
                .isEqualTo(new AgentConfig.Tokens(
                        is("user", field),
                        is("agent", field),
                        is("agentRecovery", field),
                        is("replication", field),
                        "",
                        is("configFileRegistration", field),
                        is("dns", field)));
        tokens.set(type, "");
        assertThat(tokens.get()).isEqualTo(new AgentConfig.Tokens("", "", "", "", "", "", ""));
        assertThat(folder.resolve(FILE)).doesNotExist();
    }

    private static String is(String name, String field) {
        return name.equals(field) ? "new" : "";
    }

    @Test
    void refusesOthers() throws Exception {
        AgentTokens tokens = AgentTokens.open(config(false, ""));

        assertThatThrownBy(() -> tokens.set("bogus", "x"))
                .isInstanceOfSatisfying(
                        RequestFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(RequestFailure.Kind.NOT_FOUND))
                .hasMessage("Token \"bogus\" is unknown");
    }

    @Test
    void keepsWhatWasSetBeforeWhatIsConfigured() throws Exception {
        AgentConfig config = config(true, "default = \"configured\" agent = \"configured\"");
        AgentTokens tokens = AgentTokens.open(config);
        tokens.set("default", "set");
        tokens.set("agent_master", "recovery");
        tokens.set("replication", "r");
        tokens.set("replication", "");

        assertThat(folder.resolve(FILE)).hasContent("{\"agent_master\":\"recovery\",\"default\":\"set\"}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(FILE))))
                .isEqualTo("rw-------");
        AgentConfig.Tokens next = AgentTokens.open(config).get();
        assertThat(next.user()).isEqualTo("set");
        assertThat(next.agent()).isEqualTo("configured");
        assertThat(next.agentRecovery()).isEqualTo("recovery");

        tokens.reload(config(true, "default = \"changed\" agent = \"changed\""));
        assertThat(tokens.get().user()).isEqualTo("set");
        assertThat(tokens.get().agent()).isEqualTo("changed");
    }

    @Test
    void readsTheOriginalsFile() throws Exception {
        Files.writeString(
                folder.resolve(FILE),
                "{\"replication\":\"r\",\"agent_master\":\"m\",\"default\":\"d\",\"agent\":\"a\",\"odd\":\"x\"}");

        assertThat(AgentTokens.open(config(true, "")).get())
                .isEqualTo(new AgentConfig.Tokens("d", "a", "m", "r", "", "", ""));
        assertThat(AgentTokens.open(config(false, "")).get().user()).isEmpty();
    }

    @Test
    void refusesAFileThatIsNone() throws Exception {
        Files.writeString(folder.resolve(FILE), "{");

        assertThatThrownBy(() -> AgentTokens.open(config(true, "")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("failed to decode tokens file");
    }

    @Test
    void saysWhenTheAgentGoesByAnother() throws Exception {
        AtomicInteger changes = new AtomicInteger();
        AgentTokens tokens = AgentTokens.open(config(false, ""));
        tokens.onChange(changes::incrementAndGet);

        tokens.set("default", "x");
        tokens.set("default", "x");
        tokens.set("replication", "x");
        assertThat(changes).hasValue(1);
        tokens.reload(config(false, "agent = \"y\""));
        assertThat(changes).hasValue(2);
        assertThat(tokens.get().replication()).isEmpty();
    }

    @Test
    void setsNothingThatCannotBeKept() throws Exception {
        AgentTokens tokens = AgentTokens.open(config(true, "default = \"before\""));
        Files.createDirectory(folder.resolve(FILE));

        assertThatThrownBy(() -> tokens.set("default", "after")).hasMessageStartingWith("failed to persist tokens: ");
        assertThat(tokens.get().user()).isEqualTo("before");
    }
}
