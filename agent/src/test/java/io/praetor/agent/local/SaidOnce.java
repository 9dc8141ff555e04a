package io.praetor.agent.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// A catalog that only notes what it is told of.
final class SaidOnce implements CatalogSync {
    final List<String> said = new ArrayList<>();

    @Override
    public void settle(Collection<String> serviceIds, Collection<String> checkIds) {
        said.add("settle " + new TreeSet<>(serviceIds) + " " + new TreeSet<>(checkIds));
    }

    @Override
    public void changed(String checkId) {
        said.add("changed " + checkId);
    }

    @Override
    public void deferred(String checkId) {
        said.add("deferred " + checkId);
    }

    @Override
    public void pause() {
        said.add("pause");
    }

    @Override
    public void resume() {
        said.add("resume");
    }
}
