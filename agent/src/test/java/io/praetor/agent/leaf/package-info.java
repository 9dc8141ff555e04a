@NullMarked
package io.praetor.agent.leaf;

import org.jspecify.annotations.NullMarked;
