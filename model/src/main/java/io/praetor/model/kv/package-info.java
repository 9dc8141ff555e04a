/// Entries of the key-value store and the commands that change them.
@NullMarked
package io.praetor.model.kv;

import org.jspecify.annotations.NullMarked;
