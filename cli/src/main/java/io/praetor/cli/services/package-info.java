/// The commands that register services with the agent and take them off it (spec/cli.md section 3).
@NullMarked
package io.praetor.cli.services;

import org.jspecify.annotations.NullMarked;
