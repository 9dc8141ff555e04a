package io.praetor.server.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.kv.KvOp;
import io.praetor.model.operator.KeyringRequest;
import io.praetor.model.query.PreparedQueryRequest;
import io.praetor.model.session.SessionRequest;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.model.txn.TxnError;
import io.praetor.model.txn.TxnResponse;
import io.praetor.model.txn.TxnVerb;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.DryRun;
import io.praetor.server.acl.Resource;
import io.praetor.server.backend.Backend;
import io.praetor.server.endpoint.TxnRead;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Query;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Everything a server can be asked for, against the table of who may: whoever has exactly the rights of a line gets
/// what somebody with all rights gets; whoever has all rights but one of them does not.
class MatrixTest {
    private static final String DENIED = "Permission denied";
    private static final String ASKER = "asker";

    private static List<Need> table = List.of();
    private static Map<String, Operation> operations = Map.of();
    private static @Nullable GuardedServer started;

    @BeforeAll
    static void start(@TempDir Path scratch) throws Exception {
        table = Need.table();
        List<String> transactions = table.stream()
                .map(Need::what)
                .filter(what -> what.startsWith("Txns.apply "))
                .map(what -> what.substring("Txns.apply ".length()))
                .toList();
        operations = new TreeMap<>(Questions.all());
        operations.putAll(Changes.all(transactions));
        started = new GuardedServer(scratch);
    }

    @AfterAll
    static void stop() {
        server().close();
    }

    private static GuardedServer server() {
        return Objects.requireNonNull(started);
    }

    @TestFactory
    Stream<DynamicTest> everybodyGetsWhatTheTableSaysAndNobodyMore() {
        return table.stream().map(need -> DynamicTest.dynamicTest(need.what(), () -> check(need)));
    }

    private static void check(Need need) throws Exception {
        Operation operation = Objects.requireNonNull(operations.get(need.what()), need.what());
        boolean asks = !need.what().contains(".") || need.without().equals("hidden");
        List<Set<Grant>> enough = need.alternatives().isEmpty() ? List.of(Set.of()) : need.alternatives();
        for (Set<Grant> grants : enough) {
            server().give(ASKER, Grant.only(grants));
            Object whole = asks ? run(operation, GuardedServer.ROOT) : null;
            Object seen = run(operation, ASKER);
            assertThat(denial(seen)).as("only %s", grants).isNull();
            if (asks) {
                assertThat(seen).as("only %s", grants).isEqualTo(whole);
            }
        }
        for (Set<Grant> gap : need.gaps()) {
            server().give(ASKER, Grant.allBut(gap));
            Object whole = asks ? run(operation, GuardedServer.ROOT) : null;
            Object seen = run(operation, ASKER);
            if (need.without().equals("hidden")) {
                assertThat(denial(seen)).as("all but %s", gap).isNull();
                assertThat(seen).as("all but %s", gap).isNotEqualTo(whole);
            } else {
                boolean usual =
                        need.without().equals("refused") || need.without().equals("reported");
                assertThat(denial(seen)).as("all but %s", gap).isEqualTo(usual ? DENIED : need.without());
            }
        }
    }

    /// With `acl.enforcement = "dry-run"`, whoever has no rights gets what somebody with all rights gets, except for
    /// the
    /// objects of access control.
    @TestFactory
    Stream<DynamicTest> aDryRunRefusesNothingButAccessControl() {
        return table.stream().map(need -> DynamicTest.dynamicTest("dry run: " + need.what(), () -> checkDryRun(need)));
    }

    private static void checkDryRun(Need need) throws Exception {
        Operation operation = Objects.requireNonNull(operations.get(need.what()), need.what());
        DryRun dryRun = new DryRun(System::nanoTime, Telemetry.NONE);
        Authorizer nobody = Grant.only(Set.of());
        server().give(
                        ASKER,
                        dryRun.over(_ -> CompletableFuture.completedFuture(nobody))
                                .resolve("")
                                .join());
        boolean ofAcl = need.alternatives().stream().anyMatch(MatrixTest::aboutAcl);
        boolean refused = !need.alternatives().isEmpty()
                && need.alternatives().stream().allMatch(MatrixTest::aboutAcl)
                && !need.without().equals("hidden");

        Object seen = run(operation, ASKER);

        if (refused) {
            assertThat(denial(seen)).isNotNull();
        } else if (!ofAcl) {
            assertThat(denial(seen)).isNull();
            boolean asks = !need.what().contains(".") || need.without().equals("hidden");
            if (asks && !(seen instanceof RequestFailure)) {
                assertThat(seen).isEqualTo(run(operation, GuardedServer.ROOT));
            }
        }
    }

    private static boolean aboutAcl(Set<Grant> grants) {
        return grants.stream().anyMatch(grant -> grant.resource() == Resource.ACL);
    }

    /// @return what somebody sees, or the refusal
    private static @Nullable Object run(Operation operation, String secret) throws Exception {
        server().reset();
        try {
            return operation.run(server(), secret);
        } catch (RequestFailure refusal) {
            return refusal;
        }
    }

    /// The words of a refusal for want of a right; null for none.
    private static @Nullable String denial(@Nullable Object seen) {
        return switch (seen) {
            case RequestFailure refusal
            when refusal.kind() == RequestFailure.Kind.PERMISSION_DENIED
                    || refusal.text().contains("denied") -> refusal.text();
            case TxnResponse response
            when response.errors() != null ->
                Objects.requireNonNull(response.errors()).stream()
                        .map(TxnError::what)
                        .filter(DENIED::equals)
                        .findFirst()
                        .orElse(null);
            case null, default -> null;
        };
    }

    @Test
    void theTableHasEveryOperationOnce() {
        assertThat(table).extracting(Need::what).doesNotHaveDuplicates();
        assertThat(table).extracting(Need::what).containsExactlyInAnyOrderElementsOf(operations.keySet());
    }

    @Test
    void theTableHasEveryQuestion() throws Exception {
        List<String> questions = new ArrayList<>();
        for (Class<?> home : List.of(Query.class, TxnRead.class)) {
            for (Class<?> candidate : classesBeside(home)) {
                if (Query.class.isAssignableFrom(candidate) && !candidate.isInterface()) {
                    questions.add(candidate.getSimpleName());
                }
            }
        }

        assertThat(questions).hasSizeGreaterThan(25).allSatisfy(MatrixTest::isListed);
    }

    private static List<Class<?>> classesBeside(Class<?> home) throws URISyntaxException {
        Path root =
                Path.of(home.getProtectionDomain().getCodeSource().getLocation().toURI());
        String folder = home.getPackageName().replace('.', '/');
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            List<Class<?>> classes = new ArrayList<>();
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (name.endsWith(".class") && !name.startsWith("package-info")) {
                    classes.add(Class.forName(home.getPackageName() + "." + name.substring(0, name.length() - 6)));
                }
            }
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theTableHasEveryMethodOfAServer() {
        List<String> methods = new ArrayList<>();
        for (Method part : Backend.class.getMethods()) {
            if (part.getReturnType() != Queries.class && part.getReturnType() != Map.class) {
                for (Method method : part.getReturnType().getMethods()) {
                    if (Modifier.isAbstract(method.getModifiers())) {
                        methods.add(part.getReturnType().getSimpleName() + "." + method.getName());
                    }
                }
            }
        }

        assertThat(methods).contains("Kvs.apply", "Standings.stand").allSatisfy(MatrixTest::isListed);
    }

    @Test
    void theTableHasEveryVerb() {
        constants(KvOp.class).forEach(verb -> isListed("Txns.apply kv " + verb));
        constants(TxnVerb.class).forEach(verb -> {
            isListed("Txns.apply node " + verb);
            isListed("Txns.apply service " + verb);
            isListed("Txns.apply check " + verb);
        });
        List.of(SessionRequest.CREATE, SessionRequest.DESTROY).forEach(op -> isListed("Sessions.apply " + op));
        List.of(PreparedQueryRequest.CREATE, PreparedQueryRequest.UPDATE, PreparedQueryRequest.DELETE)
                .forEach(op -> isListed("PreparedQueries.apply " + op));
        List.of(KeyringRequest.LIST, KeyringRequest.INSTALL, KeyringRequest.USE, KeyringRequest.REMOVE)
                .forEach(op -> isListed("Keyring.operate " + op));
    }

    private static List<String> constants(Class<?> holder) {
        return Stream.of(holder.getFields())
                .filter(field -> field.getType() == String.class)
                .map(field -> {
                    try {
                        return String.valueOf(field.get(null));
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    private static void isListed(String name) {
        assertThat(table)
                .as("permissions.txt says who may %s", name)
                .anyMatch(need -> need.what().equals(name) || need.what().startsWith(name + " "));
    }
}
