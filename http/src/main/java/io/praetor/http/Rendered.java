package io.praetor.http;

import io.praetor.http.route.Body;
import io.praetor.http.route.Meta;
import io.praetor.http.route.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A reply whose content is encoded, ready to be written.
final class Rendered {
    /// Shorter bodies than this are not compressed (`http-api.md` §1).
    static final int GZIP_FROM = 1400;

    final int status;
    final @Nullable CharSequence contentType;
    /// Shared with other replies, never changed.
    final byte[] content;
    final boolean gzipped;
    final @Nullable Meta meta;
    final List<Reply.Field> extra;

    /// Encodes a reply.
    Rendered(Reply.Full reply, boolean pretty, boolean gzip) {
        Body body = reply.body();
        byte[] plain = body.plain(pretty);
        status = reply.status();
        contentType = plain.length == 0 ? null : body.contentType();
        gzipped = gzip && plain.length >= GZIP_FROM;
        content = gzipped ? body.gzipped(pretty) : plain;
        meta = reply.meta();
        extra = reply.extra();
    }
}
