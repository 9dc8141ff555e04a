/// Typed Java client of Consul's HTTP API, for applications and for the command line. It speaks HTTP/1.1 over plain
/// sockets, TLS or unix sockets, needs nothing but the records of `io.praetor.model`, and loads in a few milliseconds.
///
/// ```java
/// try (ConsulClient consul = ConsulClient.open(ClientSettings.fromEnvironment(System.getenv()))) {
///     consul.kv().put("config/colour", Bytes.of("blue"));
///
///     // watch a key: each call returns when it has changed, or after the wait
///     Query query = Query.DEFAULT.waitAtMost(Duration.ofMinutes(1));
///     while (running) {
///         Answer<Optional<KvEntry>> answer = consul.kv().get("config/colour", query);
///         answer.value().ifPresent(this::apply);
///         query = query.after(answer.index());
///     }
/// }
/// ```
///
/// Whatever goes wrong is one exception, [io.praetor.client.ConsulException]: it has the status and the text of the
/// agent, or says that no answer came and whether it is safe to try again. All classes are safe for use by many
/// threads, virtual ones included.
@NullMarked
package io.praetor.client;

import org.jspecify.annotations.NullMarked;
