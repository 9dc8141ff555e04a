package io.praetor.raft;

import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.ErrorResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.GetFileRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.GetFileResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.InstallSnapshotRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.InstallSnapshotResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.PingRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.ReadIndexRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.ReadIndexResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.RequestVoteRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.RequestVoteResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.TimeoutNowRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.TimeoutNowResponse;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The calls between servers and how they travel: a message is the kind (1 byte), what it is (1 byte: request, answer,
/// error), the number of the call (4 bytes, big-endian) and JRaft's protobuf message.
enum RpcKind {
    PING(0, PingRequest.class, PingRequest.parser(), ErrorResponse.parser()),
    VOTE(1, RequestVoteRequest.class, RequestVoteRequest.parser(), RequestVoteResponse.parser()),
    APPEND(2, AppendEntriesRequest.class, AppendEntriesRequest.parser(), AppendEntriesResponse.parser()),
    INSTALL(3, InstallSnapshotRequest.class, InstallSnapshotRequest.parser(), InstallSnapshotResponse.parser()),
    GET_FILE(4, GetFileRequest.class, GetFileRequest.parser(), GetFileResponse.parser()),
    TIMEOUT_NOW(5, TimeoutNowRequest.class, TimeoutNowRequest.parser(), TimeoutNowResponse.parser()),
    READ_INDEX(6, ReadIndexRequest.class, ReadIndexRequest.parser(), ReadIndexResponse.parser());

    static final int HEAD_BYTES = 6;

    static final byte REQUEST = 0;
    static final byte ANSWER = 1;
    static final byte ERROR = 2;

    private static final RpcKind[] ALL = values();

    private final byte code;
    private final Class<?> request;
    private final Parser<? extends Message> requests;
    private final Parser<? extends Message> answers;

    RpcKind(int code, Class<?> request, Parser<? extends Message> requests, Parser<? extends Message> answers) {
        this.code = (byte) code;
        this.request = request;
        this.requests = requests;
        this.answers = answers;
    }

    static RpcKind of(Object request) {
        for (RpcKind kind : ALL) {
            if (kind.request == request.getClass()) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "no call takes a " + request.getClass().getName());
    }

    /// The kind of a message; null if it is none.
    static @Nullable RpcKind ofMessage(byte[] message) {
        if (message.length >= HEAD_BYTES) {
            for (RpcKind kind : ALL) {
                if (kind.code == message[0]) {
                    return kind;
                }
            }
        }
        return null;
    }

    static byte role(byte[] message) {
        return message[1];
    }

    static int call(byte[] message) {
        return ByteBuffer.wrap(message).getInt(2);
    }

    byte[] encode(byte role, int call, Message body) {
        byte[] message = new byte[HEAD_BYTES + body.getSerializedSize()];
        ByteBuffer.wrap(message).put(code).put(role).putInt(call);
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(message, HEAD_BYTES, message.length - HEAD_BYTES);
            body.writeTo(out);
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new IllegalStateException("message does not have the size it said", e);
        }
        return message;
    }

    /// What an answer to a request carries.
    byte[] encodeAnswer(int call, Message body) {
        return encode(body instanceof ErrorResponse && this != PING ? ERROR : ANSWER, call, body);
    }

    Message decode(byte[] message) throws InvalidProtocolBufferException {
        Parser<? extends Message> parser = switch (role(message)) {
            case REQUEST -> requests;
            case ANSWER -> answers;
            case ERROR -> ErrorResponse.parser();
            default ->
                throw new InvalidProtocolBufferException("message is neither request nor answer: " + role(message));
        };
        return parser.parseFrom(message, HEAD_BYTES, message.length - HEAD_BYTES);
    }
}
