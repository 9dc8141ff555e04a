package io.praetor.raft;

import com.alipay.sofa.jraft.option.RpcOptions;
import com.alipay.sofa.jraft.rpc.RaftRpcFactory;
import com.alipay.sofa.jraft.rpc.RpcClient;
import com.alipay.sofa.jraft.rpc.RpcServer;
import com.alipay.sofa.jraft.util.Endpoint;
import com.alipay.sofa.jraft.util.SPI;
import org.jspecify.annotations.Nullable;

/// The one factory of clients a JVM has for JRaft, found by its service file. A node's options say which client is the
/// node's own, so that several servers live in one JVM.
@SPI(name = "praetor", priority = 10)
public final class LinkRpcFactory implements RaftRpcFactory {

    /// Carries the client in the place of something that would configure one.
    private record Chosen(RpcClient client) implements ConfigHelper<RpcClient> {

        @Override
        public void config(RpcClient instance) {}
    }

    @Override
    public ConfigHelper<RpcClient> defaultJRaftClientConfigHelper(RpcOptions options) {
        if (options instanceof RaftNodeOptions own) {
            return new Chosen(own.client());
        }
        throw new IllegalStateException("options are " + options.getClass().getName() + ", expected our own");
    }

    @Override
    public RpcClient createRpcClient(@Nullable ConfigHelper<RpcClient> helper) {
        if (helper instanceof Chosen chosen) {
            return chosen.client;
        }
        throw new IllegalStateException("a client is made for the options of a node only");
    }

    @Override
    public RpcServer createRpcServer(Endpoint endpoint, @Nullable ConfigHelper<RpcServer> helper) {
        throw new IllegalStateException("calls are taken from the transport");
    }

    @Override
    public void registerProtobufSerializer(String className, Object... args) {
        // messages are told apart by their kind
    }
}
