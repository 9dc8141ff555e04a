package io.praetor.raft;

import java.lang.reflect.Method;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads JRaft's node without letting it keep signal USR2: its handlers write files into the working directory.
final class SignalGuard {

    private static final Logger LOG = LoggerFactory.getLogger(SignalGuard.class);

    private SignalGuard() {}

    /// Loads the class, which is when JRaft takes the signal, and gives the signal back.
    static void loadNode() {
        try {
            // by name, as the compiler warns of every mention of sun.misc
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Method handle = signal.getMethod("handle", signal, handler);
            Object usr2 = signal.getConstructor(String.class).newInstance("USR2");
            Object before =
                    handle.invoke(null, usr2, handler.getField("SIG_DFL").get(null));
            Class.forName("com.alipay.sofa.jraft.core.NodeImpl");
            handle.invoke(null, usr2, before);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // a system without that signal has nothing to guard
            LOG.debug("signal USR2 cannot be had", e);
        }
    }
}
