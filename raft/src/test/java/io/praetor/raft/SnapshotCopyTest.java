package io.praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;

import com.alipay.sofa.jraft.rpc.RpcRequests.GetFileRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.GetFileResponse;
import com.alipay.sofa.jraft.rpc.RpcResponseClosure;
import com.alipay.sofa.jraft.rpc.impl.FutureImpl;
import com.alipay.sofa.jraft.rpc.impl.core.DefaultRaftClientService;
import com.alipay.sofa.jraft.util.Endpoint;
import com.google.protobuf.Message;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SnapshotCopyTest {

    /// Takes what a leader is asked for, and never answers.
    private static final class Silent extends DefaultRaftClientService {
        final CountDownLatch asked = new CountDownLatch(1);
        final FutureImpl<Message> answer = new FutureImpl<>();

        @SuppressWarnings("NullAway") // nobody replicates here
        Silent() {
            super(null, null);
        }

        @Override
        public Future<Message> getFile(
                Endpoint endpoint, GetFileRequest request, int timeout, RpcResponseClosure<GetFileResponse> done) {
            asked.countDown();
            return answer;
        }
    }

    private static StateSnapshots snapshots() {
        return new StateSnapshots(new SnapshotStore(new MemoryFiles()), "a:1", null, Runnable::run, () -> 0);
    }

    /// JRaft waits for its end before it takes the snapshot of the next leader.
    @Test
    void doesNotWaitForALeaderThatWentSilentWhenItIsCancelled() throws Exception {
        Silent leader = new Silent();
        SnapshotCopy copy = new SnapshotCopy(snapshots(), "remote://z:1/10-1-1", leader, () -> 0);
        Thread.ofVirtual().start(copy);
        assertThat(leader.asked.await(60, TimeUnit.SECONDS)).isTrue();

        copy.cancel();
        copy.join();

        assertThat(leader.answer.isCancelled()).isTrue();
        assertThat(copy.getErrorMsg()).isEqualTo("cancelled");
    }
}
