package io.praetor.server.endpoint;

import io.praetor.model.coordinate.DatacenterMap;
import java.util.List;

/// Where the servers of all datacenters are, as far as gossip between them has measured it.
@FunctionalInterface
public interface ServerPlaces {
    /// Nothing is known.
    ServerPlaces NONE = List::of;

    /// One map a datacenter, by name; those of servers whose place is not known are missing.
    List<DatacenterMap> datacenters();
}
