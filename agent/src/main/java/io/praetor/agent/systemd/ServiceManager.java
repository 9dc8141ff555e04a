package io.praetor.agent.systemd;

/// Whoever looks after this process and wants to know how it is doing.
public interface ServiceManager {
    /// Nobody does.
    ServiceManager NONE = new ServiceManager() {
        @Override
        public void ready() {}

        @Override
        public void reloading() {}

        @Override
        public void stopping() {}
    };

    /// The process serves, or serves again after [#reloading].
    void ready();

    /// The process reads its configuration again; [#ready] follows.
    void reloading();

    /// The process is about to end.
    void stopping();
}
