package io.praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.cli.base.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class HelpTest {
    @Test
    void listsAllCommandsWhenNoneIsGiven() {
        CliRun.Result result = new CliRun().run();

        assertThat(result.code()).isEqualTo(127);
        assertThat(result.err()).startsWith("""
                        Usage: consul [--version] [--help] <command> [<args>]

                        Available commands are:
                            acl            Interact with Consul's ACLs
                            agent          Runs a Consul agent
                            catalog        Interact with the catalog
                        """).endsWith("    watch          Watch for changes in Consul\n\n");
    }

    @Test
    void listsTheSubcommandsOfAGroup() {
        CliRun.Result result = new CliRun().run("operator", "raft");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("Usage: consul operator raft <subcommand> [options]\n")
                .endsWith("""
                        Subcommands:

                            list-peers         Display the current Raft peer configuration
                            recover            Prepare the recovery of a cluster without a quorum
                            remove-peer        Remove a Consul server from the Raft configuration
                            transfer-leader    Let another server lead
                        """);
    }

    @Test
    void anAskedForHelpIsAResult() {
        CliRun.Result result = new CliRun().run("kv", "put", "key", "-h");

        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("Usage: consul kv put [options] KEY [DATA]\n\n  Stores DATA under a key");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void flagsOfACommandComeBehindIt() {
        CliRun.Result result = new CliRun().run("-stale", "kv", "get", "x");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("Invalid flags before the subcommand. ")
                .contains("Usage: consul kv get");
    }

    @Test
    void aMistakeIsFollowedByTheHelp() {
        CliRun.Result result = new CliRun().run("keygen", "-bogus");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).startsWith("flag provided but not defined: -bogus\nUsage: consul keygen\n");
        assertThat(result.out()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> everyHelpFitsAnEightyColumnTerminal() {
        return paths("").stream()
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    List<String> arguments = new ArrayList<>(List.of(path.split(" ")));
                    arguments.add("-h");

                    String help = new CliRun().run(arguments).out();

                    assertThat(help).startsWith("Usage: consul " + path);
                    assertThat(help.lines()).allSatisfy(line -> {
                        assertThat(line.length()).as(line).isLessThanOrEqualTo(80);
                        assertThat(line).doesNotEndWith(" ");
                    });
                    // what it does, and two examples
                    assertThat(help.lines()
                                    .filter(line -> line.strip().startsWith("$ consul")
                                            || line.contains("$(consul")
                                            || line.contains("| consul"))
                                    .count())
                            .isGreaterThanOrEqualTo(2);
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyListedCommandExists() {
        return paths("").stream()
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    Command command = CommandTable.create(path);

                    assertThat(command != null || CommandTable.isGroup(path)).isTrue();
                }));
    }

    /// All commands and groups but those of the agent's program.
    private static List<String> paths(String group) {
        List<String> paths = new ArrayList<>();
        for (CommandTable.Row row : CommandTable.children(group)) {
            String path = group.isEmpty() ? row.name() : group + " " + row.name();
            if (!path.equals("agent") && !path.equals("validate")) {
                paths.add(path);
                paths.addAll(paths(path));
            }
        }
        return paths;
    }
}
