/// TLS between agents and for their API: files read once into something that makes engines, and who is believed.
/// Everything that is wrong with a file is found when it is read, and said in one line that names it.
@NullMarked
package io.praetor.model.tls;

import org.jspecify.annotations.NullMarked;
