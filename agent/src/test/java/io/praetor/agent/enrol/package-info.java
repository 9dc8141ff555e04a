@NullMarked
package io.praetor.agent.enrol;

import org.jspecify.annotations.NullMarked;
