/// Commands about an agent and the members it knows, and the small ones that need no agent (spec/cli.md section 3).
@NullMarked
package io.praetor.cli.agent;

import org.jspecify.annotations.NullMarked;
