package io.praetor.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodeIdTest {
    private static final String ID = "11111111-2222-3333-4444-555555555555";

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(1);

    @TempDir
    Path folder;

    @Test
    void makesOneUpAndFindsItAgain() throws Exception {
        NodeId first = NodeId.find(null, false, folder, random);
        first.store(folder);

        assertThat(first.text()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(first.stored()).isFalse();
        assertThat(NodeId.find(null, false, folder, random)).isEqualTo(new NodeId(first.text(), true));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("node-id"))))
                .isEqualTo("rw-------");
    }

    @Test
    void prefersTheConfiguredOne() throws Exception {
        new NodeId(ID, false).store(folder);

        assertThat(NodeId.find(ID.replace('1', 'A'), false, folder, random).text())
                .isEqualTo(ID.replace('1', 'a'));
    }

    @Test
    void changesNothingOnDiskByLooking() throws Exception {
        NodeId.find(null, false, folder.resolve("none"), random);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void derivesTheSameIdFromTheSameMachine() {
        assertThat(NodeId.hashed("machine-a"))
                .isEqualTo(NodeId.hashed("machine-a"))
                .isNotEqualTo(NodeId.hashed("machine-b"));
    }

    @Test
    void refusesWhatIsNoUuid() throws Exception {
        Files.writeString(folder.resolve("node-id"), "rubbish");

        assertThatThrownBy(() -> NodeId.find("11111111+2222-3333-4444-555555555555", false, null, random))
                .hasMessage("failed to setup node ID: specified NodeID is invalid: uuid is improperly formatted");
        assertThatThrownBy(() -> NodeId.find(null, false, folder, random))
                .hasMessage("failed to setup node ID: NodeID file \"" + folder
                        + "/node-id\" is invalid: uuid string is wrong length");
    }
}
