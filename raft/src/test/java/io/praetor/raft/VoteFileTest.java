package io.praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.alipay.sofa.jraft.entity.PeerId;
import java.io.IOException;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoteFileTest {

    private final SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(5));

    @Test
    void remembersTermAndCandidate() throws Exception {
        VoteFile file = VoteFile.open(disk);

        file.write(new VoteFile.Vote(7, "b:1"));

        assertThat(VoteFile.inspect(disk.afterPowerCut())).isEqualTo(new VoteFile.Vote(7, "b:1"));
    }

    @Test
    void thereIsNoneInAnEmptyDirectory() throws Exception {
        assertThat(VoteFile.inspect(disk)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 4096, 4120})
    void survivesRotInEitherSlot(int offset) throws Exception {
        VoteFile.open(disk).write(new VoteFile.Vote(7, "b:1"));
        byte[] bytes = disk.content("vote");
        bytes[offset] ^= 1;
        disk.content("vote", bytes);

        assertThat(VoteFile.inspect(disk)).isEqualTo(new VoteFile.Vote(7, "b:1"));
    }

    @Test
    void isRefusedWhenBothSlotsAreBad() throws Exception {
        VoteFile.open(disk).write(new VoteFile.Vote(7, "b:1"));
        byte[] bytes = disk.content("vote");
        bytes[3] ^= 1;
        bytes[4099] ^= 1;
        disk.content("vote", bytes);

        assertThatThrownBy(() -> VoteFile.inspect(disk))
                .isInstanceOf(CorruptLogException.class)
                .hasMessage("/disk/vote is corrupt at offset 0");
    }

    @Test
    void neverForgetsAnAcknowledgedVoteAtAPowerCut() throws Exception {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            SimulatedDisk machine = new SimulatedDisk(random);
            VoteFile file = VoteFile.open(machine);
            machine.crashAfter(random.nextInt(40));
            long acknowledged = 0;
            try {
                while (true) {
                    file.write(new VoteFile.Vote(acknowledged + 1, "c" + acknowledged));
                    acknowledged++;
                }
            } catch (SimulatedDisk.Crash e) {
                VoteFile.Vote vote = Objects.requireNonNull(VoteFile.inspect(machine.afterPowerCut()));

                assertThat(vote.term()).isBetween(acknowledged, acknowledged + 1);
            }
        }
    }

    @Test
    void aVoteThatCannotBeStoredIsNotGivenButItsTermIsKept() throws IOException {
        VoteStorage storage = new VoteStorage(VoteFile.open(disk), new VoteFile.Vote(0, ""), "a");
        disk.fail(1, "Input/output error");

        assertThat(storage.setTermAndVotedFor(5, new PeerId())).isFalse();
        assertThat(storage.getTerm()).isEqualTo(5);
        assertThat(storage.setVotedFor(Peers.peer("b"))).isTrue();

        assertThat(VoteFile.inspect(disk.afterPowerCut())).isEqualTo(new VoteFile.Vote(5, "b:1"));
    }

    @Test
    void needsNoSpaceOnceItIsThere() throws Exception {
        VoteFile file = VoteFile.open(disk);
        disk.capacity(disk.used());

        file.write(new VoteFile.Vote(9, "somebody:1"));

        assertThat(VoteFile.inspect(disk)).isEqualTo(new VoteFile.Vote(9, "somebody:1"));
    }
}
