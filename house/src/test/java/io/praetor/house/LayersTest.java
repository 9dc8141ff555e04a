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

    private static final Map<String, Set<String>> MAY_KNOW = Map.of(
            "model", Set.of(),
            "store", Set.of("model"),
            "raft", Set.of("model"),
            "server", Set.of("model", "store", "raft"),
            "http", Set.of("model", "server"),
            "agent", Set.of("model", "store", "raft", "server", "http"),
            "client", Set.of("model"),
            "cli", Set.of("model", "client"));

    /// Foreign libraries that belong to few rooms: package prefix, and who may use it.
    private static final Map<String, Set<String>> LIBRARIES = Map.of(
            "io.netty..", Set.of("http", "agent"),
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
                .resideInAnyPackage("io.praetor.store..", "io.praetor.raft..")
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
