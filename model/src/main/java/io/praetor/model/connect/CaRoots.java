package io.praetor.model.connect;

import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The certificates that the mesh trusts.
///
/// @param activeRootId of the root that leaves are signed under; empty while there is none
/// @param trustDomain  what identities of this mesh begin with, lower-case: the cluster's ID and `.consul`; empty
///                     while there is none
/// @param roots        null where the original has nil
public record CaRoots(
        String activeRootId, String trustDomain, @Nullable List<CaRoot> roots) {

    private static final Codec<@Nullable List<CaRoot>> ROOTS = Codecs.list(CaRoot.CODEC);

    /// How it travels.
    public static final StructCodec<CaRoots> CODEC = StructCodec.<CaRoots>of("CARoots")
            .field("ActiveRootID", Codecs.TEXT, CaRoots::activeRootId)
            .field("TrustDomain", Codecs.TEXT, CaRoots::trustDomain)
            .field("Roots", ROOTS, CaRoots::roots)
            .build(v -> new CaRoots(v.next(), v.next(), v.next()));

    /// Of a cluster that has no authority yet.
    public static final CaRoots NONE = CODEC.zero();

    /// Copies the list.
    public CaRoots {
        roots = roots == null ? null : List.copyOf(roots);
    }

    /// All roots; empty where there is none.
    public List<CaRoot> all() {
        return roots == null ? List.of() : roots;
    }

    /// The root that leaves are signed under; null while there is none.
    public @Nullable CaRoot active() {
        for (CaRoot root : all()) {
            if (root.id().equals(activeRootId)) {
                return root;
            }
        }
        return null;
    }
}
