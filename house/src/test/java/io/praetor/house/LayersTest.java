package io.praetor.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The arrows of the design's picture (docs/ARCHITECTURE.md): a module may know exactly those named beside it.
class LayersTest {

    private static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("model", Set.of()),
            Map.entry("store", Set.of("model")),
            Map.entry("raft", Set.of("model")),
            Map.entry("gossip", Set.of("model")),
            Map.entry("rpc", Set.of("model")),
            Map.entry("server", Set.of("model", "store", "raft", "gossip", "rpc")),
            Map.entry("http", Set.of("model", "server")),
            Map.entry("dns", Set.of("model", "server")),
            Map.entry("agent", Set.of("model", "store", "raft", "gossip", "rpc", "server", "http", "dns", "client")),
            Map.entry("client", Set.of("model")),
            Map.entry("cli", Set.of("model", "client")));

    /// Foreign libraries that belong to few rooms: package prefix, and who may use it.
    private static final Map<String, Set<String>> LIBRARIES = Map.of(
            "io.netty..", Set.of("http", "rpc", "agent"),
            "org.xbill..", Set.of("dns"),
            "com.alipay..", Set.of("raft"),
            "ch.qos.logback..", Set.of("agent"),
            "com.sun..", Set.of(),
            "java.util.logging..", Set.of());

    private final JavaClasses classes = Program.classes();

    @TestFactory
    Stream<DynamicTest> modulesKnowOnlyTheRoomsBelow() {
        return MAY_KNOW.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(room -> DynamicTest.dynamicTest(room.getKey() + " knows only " + sorted(room.getValue()), () -> {
                    String[] forbidden = MAY_KNOW.keySet().stream()
                            .filter(other -> !other.equals(room.getKey()))
                            .filter(other -> !room.getValue().contains(other))
                            .map(LayersTest::packagesOf)
                            .toArray(String[]::new);
                    noClasses()
                            .that()
                            .resideInAPackage(packagesOf(room.getKey()))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(forbidden)
                            .allowEmptyShould(true)
                            .check(classes);
                }));
    }

    @TestFactory
    Stream<DynamicTest> librariesStayInTheirRooms() {
        return LIBRARIES.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(library -> DynamicTest.dynamicTest(
                        library.getKey() + " only in " + sorted(library.getValue()),
                        () -> noClasses()
                                .that(outside(library.getValue()))
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(library.getKey())
                                .allowEmptyShould(true)
                                .check(classes)));
    }

    @Test
    void enginesKnowNoJson() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.praetor.store..", "io.praetor.raft..", "io.praetor.gossip..", "io.praetor.rpc..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void everyPackageBelongsToARoom() {
        Set<String> strays = new TreeSet<>();
        for (JavaClass type : classes) {
            boolean housed = MAY_KNOW.keySet().stream()
                    .anyMatch(room -> (type.getPackageName() + ".").startsWith("io.praetor." + room + "."));
            if (!housed) {
                strays.add(type.getPackageName());
            }
        }

        assertThat(strays).isEmpty();
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("io.praetor.(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(classes);
    }

    private static String packagesOf(String room) {
        return "io.praetor." + room + "..";
    }

    private static DescribedPredicate<JavaClass> outside(Set<String> rooms) {
        String[] inside = rooms.stream().map(LayersTest::packagesOf).toArray(String[]::new);
        return DescribedPredicate.not(resideInAnyPackage(inside));
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}
