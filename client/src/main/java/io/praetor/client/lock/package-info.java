/// Locks and semaphores over keys and sessions, by the algorithms of the original's client library: a holder of either
/// kind and one of ours exclude each other.
///
/// ```java
/// try (DistributedLock lock = new DistributedMutex(consul, "jobs/nightly/.lock", LockSettings.named("nightly job"), System::nanoTime)) {
///     if (lock.acquire(Duration.ofSeconds(10))) {
///         lock.onLoss(worker::stop);
///         worker.run();
///         lock.release();
///     }
/// }
/// ```
///
/// A lock is a lease, not a guarantee: a holder that stalls longer than its session lives loses it before it notices.
@NullMarked
package io.praetor.client.lock;

import org.jspecify.annotations.NullMarked;
