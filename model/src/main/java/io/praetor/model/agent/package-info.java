/// What an agent tells about itself and the members it knows (`http-api.md` §6).
@NullMarked
package io.praetor.model.agent;

import org.jspecify.annotations.NullMarked;
