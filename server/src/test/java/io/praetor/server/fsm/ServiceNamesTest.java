package io.praetor.server.fsm;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.NodeService;
import io.praetor.store.Watches;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The list of services is kept by counting; here it is found by walking.
class ServiceNamesTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void areThoseOfAllInstancesWithTheirTags(long seed) throws IOException {
        TestMachine machine = new TestMachine();
        RandomCommands commands = new RandomCommands(new Random(seed));
        for (int i = 0; i < 1000; i++) {
            machine.apply(commands.next(machine.logIndex));

            assertThat(names(machine)).as("seed %d, round %d", seed, i).isEqualTo(walk(machine));
        }
        TestMachine successor = machine.successor();
        assertThat(names(successor)).isEqualTo(walk(machine));
    }

    private static SortedMap<String, List<String>> names(TestMachine machine) {
        return machine.now().catalog().serviceNames(Map.of(), Watches.NONE).value();
    }

    private static SortedMap<String, List<String>> walk(TestMachine machine) {
        SortedMap<String, TreeSet<String>> names = new TreeMap<>();
        for (CheckServiceNode instance :
                machine.now().health().allServiceNodes(null, Watches.NONE).value()) {
            NodeService service = Objects.requireNonNull(instance.service());
            List<String> tags = Objects.requireNonNull(service.tags());
            names.computeIfAbsent(service.service(), _ -> new TreeSet<>()).addAll(tags);
        }
        SortedMap<String, List<String>> lists = new TreeMap<>();
        names.forEach((name, tags) -> lists.put(name, List.copyOf(tags)));
        return lists;
    }
}
