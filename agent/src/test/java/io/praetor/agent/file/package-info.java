@NullMarked
package io.praetor.agent.file;

import org.jspecify.annotations.NullMarked;
