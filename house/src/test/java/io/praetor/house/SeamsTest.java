package io.praetor.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Time, chance and the console are parameters: only the composition root of the agent and the command line, each the
/// outermost shell of a process, may name the real ones.
class SeamsTest {

    /// The outermost classes: they hand the real clock, random numbers and streams to everything below.
    private static final Set<String> COMPOSITION_ROOTS = Set.of("io.praetor.agent.Main", "io.praetor.cli.Main");

    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.LocalTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.InstantSource.system",
            "java.time.Clock.system",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.tickMillis",
            "java.time.Clock.tickSeconds",
            "java.util.Date.<init>()",
            "java.lang.Thread.sleep");

    private static final Set<String> CHANCE = Set.of(
            "java.lang.Math.random",
            "java.util.Random.<init>()",
            "java.util.SplittableRandom.<init>()",
            "java.security.SecureRandom.<init>()",
            "java.util.UUID.randomUUID",
            "java.util.Collections.shuffle(java.util.List)",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.util.random.RandomGenerator.getDefault",
            "java.util.random.RandomGenerator.of");

    private static final Set<String> CONSOLE =
            Set.of("java.lang.System.out", "java.lang.System.err", "java.lang.System.in", "java.lang.System.exit");

    private final JavaClasses program = Program.classes();

    @Test
    void theCompositionRootsAreThere() {
        assertThat(COMPOSITION_ROOTS).allMatch(program::contain);
    }

    @Test
    void timeComesFromParameters() {
        check(CLOCKS, type -> isCompositionRoot(type) || inPackage(type, "io.praetor.cli"));
    }

    @Test
    void chanceComesFromParameters() {
        check(CHANCE, type -> isCompositionRoot(type) || inPackage(type, "io.praetor.cli"));
    }

    @Test
    void theConsoleBelongsToTheProcessesOwnShell() {
        check(CONSOLE, type -> isCompositionRoot(type) || inPackage(type, "io.praetor.cli"));
    }

    private void check(Set<String> forbidden, Predicate<JavaClass> exempt) {
        classes().should(notReach(forbidden, exempt)).allowEmptyShould(true).check(program);
    }

    private static ArchCondition<JavaClass> notReach(Set<String> forbidden, Predicate<JavaClass> exempt) {
        return new ArchCondition<>("leave " + forbidden.stream().sorted().toList() + " to the composition root") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (exempt.test(type)) {
                    return;
                }
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    if (isForbidden(forbidden, access.getTarget())) {
                        events.add(SimpleConditionEvent.violated(access, access.getDescription()));
                    }
                }
            }
        };
    }

    /// Constructors and methods that read no clock and replay when they are given a seed are named with their
    /// parameters.
    private static boolean isForbidden(Set<String> forbidden, AccessTarget target) {
        String name = target.getOwner().getFullName() + "." + target.getName();
        return forbidden.contains(name) || forbidden.contains(target.getFullName());
    }

    private static boolean isCompositionRoot(JavaClass type) {
        String name = type.getFullName();
        return COMPOSITION_ROOTS.stream().anyMatch(root -> name.equals(root) || name.startsWith(root + "$"));
    }

    private static boolean inPackage(JavaClass type, String name) {
        return (type.getPackageName() + ".").startsWith(name + ".");
    }
}
