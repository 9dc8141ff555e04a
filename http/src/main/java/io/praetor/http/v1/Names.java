package io.praetor.http.v1;

import io.praetor.http.route.Request;
import io.praetor.server.RequestFailure;
import io.praetor.server.filter.Filter;

/// Parts of a request that many endpoints read alike.
final class Names {
    private Names() {}

    /// What follows the route's prefix.
    ///
    /// @param complaint the text of the 400 when there is nothing
    static String required(Request request, String complaint) {
        String name = request.rest();
        if (name.isEmpty()) {
            throw RequestFailure.badRequest(complaint);
        }
        return name;
    }

    /// The filter a request asks for.
    static Filter filter(Request request) {
        return Filter.of(request.params().first("filter"));
    }
}
