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
import io.praetor.model.session.Session;
import io.praetor.model.session.SessionRequest;
import io.praetor.model.txn.TxnRequest;
import io.praetor.server.state.KvWrites;
import io.praetor.server.state.StateException;
import io.praetor.server.state.StateStore;
import io.praetor.server.state.StateWrite;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What each type of command does (`snapshot.md` §3). Bodies are decoded before the transaction opens.
final class CommandRunner {
    private final StateStore states;

    CommandRunner(StateStore states) {
        this.states = states;
    }

    @Nullable Object run(long index, CommandType type, PackReader body) throws DecodeException, StateException {
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
                yield states.write(index, write -> kv(write.kv(), request));
            }
            case SESSION -> {
                SessionRequest request = SessionRequest.CODEC.unpack(body);
                yield states.write(index, write -> session(write, request));
            }
            case TOMBSTONE -> {
                TombstoneRequest request = TombstoneRequest.CODEC.unpack(body);
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
            case AUTOPILOT -> {
                AutopilotSetConfigRequest request = AutopilotSetConfigRequest.CODEC.unpack(body);
                yield states.write(index, write -> autopilot(write, request));
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
