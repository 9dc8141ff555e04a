package io.praetor.agent.config;

import java.util.List;
import java.util.Map;

/// Where a configuration comes from, in the order of strength (`agent.md` §2).
///
/// @param dev whether the defaults are those of dev mode
/// @param lists list-valued flags, by key; they come before the files because lists add up
/// @param paths files and folders in the order of the flags
/// @param format `hcl` or `json` for every file, or empty: by extension
/// @param scalars the other flags, by key
/// @param fragments HCL texts given as flags
public record Sources(
        boolean dev,
        Map<String, Object> lists,
        List<String> paths,
        String format,
        Map<String, Object> scalars,
        List<String> fragments) {
    /// Copies the outer collections.
    public Sources {
        lists = Map.copyOf(lists);
        paths = List.copyOf(paths);
        scalars = Map.copyOf(scalars);
        fragments = List.copyOf(fragments);
    }

    /// Files only, as `consul validate` reads them.
    public static Sources ofFiles(List<String> paths, String format) {
        return new Sources(false, Map.of(), paths, format, Map.of(), List.of());
    }
}
