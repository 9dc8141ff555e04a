package io.praetor.raft;

import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.rpc.Connection;
import com.alipay.sofa.jraft.rpc.RaftServerService;
import com.alipay.sofa.jraft.rpc.RpcContext;
import com.alipay.sofa.jraft.rpc.RpcRequestClosure;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.ErrorResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.GetFileRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.GetFileResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.InstallSnapshotRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.InstallSnapshotResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.ReadIndexRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.ReadIndexResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.RequestVoteRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.TimeoutNowRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.TimeoutNowResponse;
import com.alipay.sofa.jraft.rpc.RpcResponseClosureAdapter;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers the calls of other servers. Appends of one link are handled in order, one at a time; everything else, which
/// may wait for the disk or for a snapshot to be copied, in a thread of its own.
final class PeerServer implements RaftTransport.Acceptor {

    private static final Logger LOG = LoggerFactory.getLogger(PeerServer.class);

    /// Calls of one link that may be waiting; a peer that sends more is cut off.
    private static final int MAX_WAITING = 2048;

    private final String self;
    private final RaftServerService service;
    private final StateSnapshots snapshots;
    private final Executor threads;
    private final Consumer<String> leaderGone;
    /// Whether a snapshot is on its way here.
    private final AtomicBoolean installing = new AtomicBoolean();

    /// @param threads runs each task at once, in a thread of its own
    /// @param leaderGone is told the id of a peer that sent appends, when its link closes
    PeerServer(
            String self,
            RaftServerService service,
            StateSnapshots snapshots,
            Executor threads,
            Consumer<String> leaderGone) {
        this.leaderGone = leaderGone;
        this.self = Peers.peer(self).toString();
        this.service = service;
        this.snapshots = snapshots;
        this.threads = threads;
    }

    @Override
    public RaftTransport.Receiver accept(RaftTransport.Link link) {
        return new Session(link);
    }

    private final class Session implements RaftTransport.Receiver, Connection {

        private final RaftTransport.Link link;
        private final SerialExecutor appends = new SerialExecutor(threads);
        private final AtomicInteger others = new AtomicInteger();
        private final Map<String, Object> attributes = new ConcurrentHashMap<>();
        private volatile @Nullable String appending;

        Session(RaftTransport.Link link) {
            this.link = link;
        }

        @Override
        public void received(byte[] message) {
            RpcKind kind = RpcKind.ofMessage(message);
            if (kind == null
                    || RpcKind.role(message) != RpcKind.REQUEST
                    || appends.size() + others.get() > MAX_WAITING) {
                LOG.warn(
                        "closing the link of a peer that sends {}",
                        kind == null ? "what is no call" : "more than can be handled");
                link.close();
                return;
            }
            if (kind == RpcKind.APPEND) {
                appends.execute(() -> handle(kind, message));
            } else {
                others.incrementAndGet();
                threads.execute(() -> {
                    try {
                        handle(kind, message);
                    } finally {
                        others.decrementAndGet();
                    }
                });
            }
        }

        private void appendsOf(String peer) {
            PeerId leader = new PeerId();
            if (appending == null && leader.parse(peer)) {
                appending = Peers.id(leader);
            }
        }

        private void handle(RpcKind kind, byte[] message) {
            Context context = new Context(this, kind, RpcKind.call(message));
            try {
                Message answer = dispatch(kind.decode(message), context);
                if (answer != null) {
                    context.sendResponse(answer);
                }
            } catch (InvalidProtocolBufferException e) {
                LOG.warn("closing the link of a peer that sends what cannot be read: {}", e.getMessage());
                link.close();
            } catch (IllegalStateException e) {
                LOG.debug("call {} of a peer comes while this server stops", kind, e);
                context.sendResponse(error(RaftError.ENODESHUTDOWN, "this server is stopping"));
            } catch (RuntimeException e) {
                LOG.error("call {} of a peer failed", kind, e);
                context.sendResponse(error(RaftError.EINTERNAL, "internal error"));
            }
        }

        @Override
        public void closed() {
            // after the appends that are still waiting, which may be the first of a leader
            appends.execute(() -> {
                String leader = appending;
                if (leader != null) {
                    leaderGone.accept(leader);
                }
            });
        }

        @Override
        public @Nullable Object getAttribute(String key) {
            return attributes.get(key);
        }

        @Override
        public void setAttribute(String key, Object value) {
            attributes.put(key, value);
        }

        @Override
        public @Nullable Object setAttributeIfAbsent(String key, Object value) {
            return attributes.putIfAbsent(key, value);
        }

        @Override
        public void close() {
            link.close();
        }
    }

    private record Context(Session session, RpcKind kind, int call) implements RpcContext {

        @Override
        public void sendResponse(Object answer) {
            session.link.send(kind.encodeAnswer(call, (Message) answer));
        }

        @Override
        public Connection getConnection() {
            return session;
        }

        @Override
        public String getRemoteAddress() {
            return "peer";
        }
    }

    /// Runs a task before the answer goes out.
    private record Finishing(Context context, Runnable task) implements RpcContext {

        @Override
        public void sendResponse(Object answer) {
            task.run();
            context.sendResponse(answer);
        }

        @Override
        public Connection getConnection() {
            return context.getConnection();
        }

        @Override
        public String getRemoteAddress() {
            return context.getRemoteAddress();
        }
    }

    private @Nullable Message dispatch(Message request, Context context) {
        return switch (request) {
            case AppendEntriesRequest append -> {
                if (!forSelf(append.getPeerId())) {
                    yield notMe(append.getPeerId());
                }
                context.session.appendsOf(append.getServerId());
                yield service.handleAppendEntriesRequest(
                        append, new RpcRequestClosure(context, AppendEntriesResponse.getDefaultInstance()));
            }
            case RequestVoteRequest vote -> {
                if (!forSelf(vote.getPeerId())) {
                    yield notMe(vote.getPeerId());
                }
                yield vote.getPreVote() ? service.handlePreVoteRequest(vote) : service.handleRequestVoteRequest(vote);
            }
            case InstallSnapshotRequest install ->
                forSelf(install.getPeerId()) ? install(install, context) : notMe(install.getPeerId());
            case TimeoutNowRequest now ->
                forSelf(now.getPeerId())
                        ? service.handleTimeoutNowRequest(
                                now, new RpcRequestClosure(context, TimeoutNowResponse.getDefaultInstance()))
                        : notMe(now.getPeerId());
            case ReadIndexRequest read -> {
                readIndex(read, context);
                yield null;
            }
            case GetFileRequest file -> piece(file);
            default -> error(RaftError.SUCCESS, "OK");
        };
    }

    private boolean forSelf(String peer) {
        return peer.equals(self);
    }

    private ErrorResponse notMe(String peer) {
        return error(RaftError.ENOENT, "this is " + self + ", not " + peer);
    }

    private static ErrorResponse error(RaftError code, String text) {
        return ErrorResponse.newBuilder()
                .setErrorCode(code.getNumber())
                .setErrorMsg(text)
                .build();
    }

    /// One snapshot at a time: JRaft fails when a leader, whose link broke, offers the same once more while it is being
    /// loaded. Until then the leader tries again, as it does after any refusal.
    private @Nullable Message install(InstallSnapshotRequest request, Context context) {
        if (!installing.compareAndSet(false, true)) {
            return error(RaftError.EBUSY, "a snapshot is being installed");
        }
        boolean underWay = false;
        try {
            Message answer = service.handleInstallSnapshot(
                    request,
                    new RpcRequestClosure(
                            new Finishing(context, () -> installing.set(false)),
                            InstallSnapshotResponse.getDefaultInstance()));
            underWay = answer == null;
            return answer;
        } finally {
            if (!underWay) {
                installing.set(false);
            }
        }
    }

    private void readIndex(ReadIndexRequest request, Context context) {
        service.handleReadIndexRequest(request, new RpcResponseClosureAdapter<ReadIndexResponse>() {
            @Override
            public void run(Status status) {
                Message answer = getResponse();
                context.sendResponse(
                        status.isOk() && answer != null
                                ? answer
                                : ErrorResponse.newBuilder()
                                        .setErrorCode(status.getCode())
                                        .setErrorMsg(String.valueOf(status.getErrorMsg()))
                                        .build());
            }
        });
    }

    /// A piece of a snapshot, not longer than anybody of us asks for.
    private Message piece(GetFileRequest request) {
        SnapshotFile file = snapshots.served(request.getFilename());
        if (file == null || request.getOffset() < 0 || request.getCount() <= 0) {
            return error(
                    RaftError.ENOENT,
                    "no piece of snapshot \"" + request.getFilename() + "\" at offset " + request.getOffset());
        }
        try {
            byte[] bytes = file.read(request.getOffset(), (int) Math.min(PieceSize.MOST, request.getCount()));
            return GetFileResponse.newBuilder()
                    .setEof(request.getOffset() + bytes.length >= file.size())
                    .setData(UnsafeByteOperations.unsafeWrap(bytes))
                    .setReadSize(bytes.length)
                    .build();
        } catch (IOException e) {
            LOG.warn("cannot read a snapshot for a peer: {}", e.getMessage());
            return error(RaftError.EINTERNAL, String.valueOf(e.getMessage()));
        }
    }
}
