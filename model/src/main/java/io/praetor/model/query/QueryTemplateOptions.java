package io.praetor.model.query;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// How one prepared query answers many names.
///
/// @param type            [#NAME_PREFIX_MATCH], or empty: no template
/// @param regexp          whose groups `match(n)` gives; may be empty
/// @param removeEmptyTags whether tags that turn out empty are left out
public record QueryTemplateOptions(String type, String regexp, boolean removeEmptyTags) {
    /// The only type there is.
    public static final String NAME_PREFIX_MATCH = "name_prefix_match";

    /// How it travels.
    public static final StructCodec<QueryTemplateOptions> CODEC = StructCodec.<QueryTemplateOptions>of(
                    "QueryTemplateOptions")
            .field("Type", Codecs.TEXT, QueryTemplateOptions::type)
            .field("Regexp", Codecs.TEXT, QueryTemplateOptions::regexp)
            .field("RemoveEmptyTags", Codecs.BOOL, QueryTemplateOptions::removeEmptyTags)
            .build(v -> new QueryTemplateOptions(v.next(), v.next(), v.next()));
}
