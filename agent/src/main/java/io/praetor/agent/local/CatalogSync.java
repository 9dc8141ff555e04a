package io.praetor.agent.local;

import java.util.Collection;

/// Where changes of the local state are told, so that the catalog hears of them. Thread-safe; a catalog that cannot be
/// reached is tried again later and is nobody's error.
public interface CatalogSync {
    /// Nobody listens.
    CatalogSync NONE = new CatalogSync() {
        @Override
        public void settle(Collection<String> serviceIds, Collection<String> checkIds) {}

        @Override
        public void changed(String checkId) {}

        @Override
        public void deferred(String checkId) {}

        @Override
        public void pause() {}

        @Override
        public void resume() {}
    };

    /// Tells the catalog what is true of these now; returns when it was told or could not be.
    void settle(Collection<String> serviceIds, Collection<String> checkIds);

    /// Tells the catalog about a check soon, without making the caller wait.
    void changed(String checkId);

    /// Tells the catalog about a check's output after a while ([LocalState#undefer]).
    void deferred(String checkId);

    /// Tells nothing until [#resume]; calls nest.
    void pause();

    /// Tells everything there is to tell, at the end of the last [#pause].
    void resume();
}
