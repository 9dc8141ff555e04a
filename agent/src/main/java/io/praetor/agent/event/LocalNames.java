package io.praetor.agent.event;

import java.util.List;

/// What the filters of events are matched with.
public interface LocalNames {
    /// One of the agent's services.
    record Service(String id, String name, List<String> tags) {
        /// Copies the list.
        public Service {
            tags = List.copyOf(tags);
        }
    }

    /// The name of the agent's node.
    String node();

    /// The services registered with the agent now.
    List<Service> services();
}
