package io.praetor.cli.kv;

/// Keys as the user writes them.
final class KvKeys {
    private KvKeys() {}

    /// No key begins with `/`, but users like to write it.
    static String withoutSlash(String key) {
        return key.startsWith("/") ? key.substring(1) : key;
    }
}
