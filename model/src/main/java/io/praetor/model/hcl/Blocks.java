package io.praetor.model.hcl;

import java.util.List;
import java.util.Map;

/// The values of a key that was written as one or more blocks (`service { … } service { … }`). HCL cannot tell one
/// block from
/// a list of one, so whoever knows the key decides.
///
/// @param list the blocks in order; never empty
public record Blocks(List<Map<String, Object>> list) {
    /// Copies the list.
    public Blocks {
        list = List.copyOf(list);
    }
}
