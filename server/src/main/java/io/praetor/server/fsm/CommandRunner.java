package io.praetor.server.fsm;

import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.kv.KvsRequest;
import io.praetor.model.kv.TombstoneRequest;
import io.praetor.model.log.CommandType;
import io.praetor.model.operator.AutopilotSetConfigRequest;
import io.praetor.model.query.PreparedQuery;
import io.praetor.model.query.PreparedQueryRequest;
import io.praetor.model.session.Session;
import io.praetor.model.session.SessionRequest;
import io.praetor.model.txn.TxnRequest;
import io.praetor.server.state.KvWrites;
import io.praetor.server.state.PreparedQueryWrites;
import io.praetor.server.state.StateException;
import io.praetor.server.state.StateStore;
import io.praetor.server.state.StateWrite;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What each type of command does (`snapshot.md` §3). Bodies are decoded before the transaction opens.
final class CommandRunner {
    private final StateStore states;
    /// What the last command did, if its type alone does not say; for telemetry.
    private String operation = "";

    CommandRunner(StateStore states) {
        this.states = states;
    }

    /// What the last command did; empty if its type says it.
    String operation() {
        return operation;
    }

    @Nullable Object run(long index, CommandType type, PackReader body) throws DecodeException, StateException {
        operation = "";
        return switch (type) {
            case REGISTER -> {
                RegisterRequest request = RegisterRequest.CODEC.unpack(body);
                yield states.write(index, write -> {
                    write.registrations().register(request);
                    return null;
                });
            }
            case DEREGISTER -> {
                DeregisterRequest request = DeregisterRequest.CODEC.unpack(body);
                yield states.write(index, write -> {
                    write.registrations().deregister(request);
                    return null;
                });
            }
            case KVS -> {
                KvsRequest request = KvsRequest.CODEC.unpack(body);
                operation = request.op();
                yield states.write(index, write -> kv(write.kv(), request));
            }
            case SESSION -> {
                SessionRequest request = SessionRequest.CODEC.unpack(body);
                operation = request.op();
                yield states.write(index, write -> session(write, request));
            }
            case TOMBSTONE -> {
                TombstoneRequest request = TombstoneRequest.CODEC.unpack(body);
                operation = request.op();
                yield states.write(index, write -> tombstone(write, request));
            }
            case COORDINATE_BATCH -> {
                List<NodeCoordinate> batch = Commands.COORDINATES.unpack(body);
                yield states.write(index, write -> {
                    write.coordinates().update(batch == null ? List.of() : batch);
                    return null;
                });
            }
            case TXN -> {
                TxnRequest request = TxnRequest.CODEC.unpack(body);
                yield states.write(index, write -> write.txns().run(request.ops() == null ? List.of() : request.ops()));
            }
            case PREPARED_QUERY -> {
                PreparedQueryRequest request = PreparedQueryRequest.CODEC.unpack(body);
                operation = request.op();
                yield states.write(index, write -> preparedQuery(write.preparedQueries(), request));
            }
            case AUTOPILOT -> {
                AutopilotSetConfigRequest request = AutopilotSetConfigRequest.CODEC.unpack(body);
                yield states.write(index, write -> autopilot(write, request));
            }
            case ACL,
                    ACL_BOOTSTRAP,
                    ACL_TOKEN_SET,
                    ACL_TOKEN_DELETE,
                    ACL_POLICY_SET,
                    ACL_POLICY_DELETE,
                    ACL_ROLE_SET,
                    ACL_ROLE_DELETE,
                    ACL_BINDING_RULE_SET,
                    ACL_BINDING_RULE_DELETE,
                    ACL_AUTH_METHOD_SET,
                    ACL_AUTH_METHOD_DELETE -> {
                AclCommand command = AclCommand.of(type, body);
                operation = command.operation();
                yield states.write(index, command.effect());
            }
            case CONNECT_CA, CONNECT_CA_LEAF -> {
                ConnectCommand command =
                        type == CommandType.CONNECT_CA ? ConnectCommand.authority(body) : ConnectCommand.leaf(body);
                operation = command.operation();
                yield states.write(index, command.effect());
            }
            default -> throw new StateException("command type " + type.code() + " is not supported");
        };
    }

    private static @Nullable Boolean kv(KvWrites kv, KvsRequest request) throws StateException {
        KvEntry entry = request.entry();
        return switch (request.op()) {
            case KvOp.SET -> {
                kv.set(entry);
                yield null;
            }
            case KvOp.DELETE -> {
                kv.delete(entry.key());
                yield null;
            }
            case KvOp.DELETE_TREE -> {
                kv.deleteTree(entry.key());
                yield null;
            }
            case KvOp.DELETE_CAS -> kv.deleteIfUnchanged(entry.key(), entry.modifyIndex());
            case KvOp.CAS -> kv.setIfUnchanged(entry) != null;
            case KvOp.LOCK -> kv.lock(entry) != null;
            case KvOp.UNLOCK -> kv.unlock(entry) != null;
            default -> throw new StateException("Invalid KVS operation '" + request.op() + "'");
        };
    }

    private static @Nullable String session(StateWrite write, SessionRequest request) throws StateException {
        Session session = request.session();
        return switch (request.op()) {
            case SessionRequest.CREATE -> {
                write.sessions().create(session);
                yield session.id();
            }
            case SessionRequest.DESTROY -> {
                write.sessions().destroy(session.id());
                yield null;
            }
            default -> throw new StateException("Invalid Session operation '" + request.op() + "'");
        };
    }

    private static @Nullable Object preparedQuery(PreparedQueryWrites queries, PreparedQueryRequest request)
            throws StateException {
        PreparedQuery query = request.query();
        if (query == null) {
            throw new StateException("Missing Query ID");
        }
        switch (request.op()) {
            case PreparedQueryRequest.CREATE, PreparedQueryRequest.UPDATE -> queries.set(query);
            case PreparedQueryRequest.DELETE -> queries.delete(query.id());
            default -> throw new StateException("Invalid PreparedQuery operation '" + request.op() + "'");
        }
        return null;
    }

    private static @Nullable Object tombstone(StateWrite write, TombstoneRequest request) throws StateException {
        if (!request.op().equals(TombstoneRequest.REAP)) {
            throw new StateException("Invalid Tombstone operation '" + request.op() + "'");
        }
        write.kv().reap(request.reapIndex());
        return null;
    }

    private static @Nullable Boolean autopilot(StateWrite write, AutopilotSetConfigRequest request) {
        if (request.cas()) {
            return write.autopilot().setIfUnchanged(request.config());
        }
        write.autopilot().set(request.config());
        return null;
    }
}
