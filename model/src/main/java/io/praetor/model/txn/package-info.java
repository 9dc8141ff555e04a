/// Transactions over the key-value store and the catalog (`http-api.md` §11).
@NullMarked
package io.praetor.model.txn;

import org.jspecify.annotations.NullMarked;
