/// Owns what the agent knows of the machine it runs on (`GET /v1/agent/host`): read from `/proc` and `/etc` each time.
@NullMarked
package io.praetor.agent.host;

import org.jspecify.annotations.NullMarked;
