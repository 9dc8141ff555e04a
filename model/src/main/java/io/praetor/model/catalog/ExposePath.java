package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// A path that a proxy serves without mutual TLS.
public record ExposePath(int listenerPort, String path, int localPathPort, String protocol, boolean parsedFromCheck) {

    /// How it travels.
    public static final StructCodec<ExposePath> CODEC = StructCodec.<ExposePath>of("ExposePath")
            .field("ListenerPort", Codecs.INT, ExposePath::listenerPort)
            .omitEmpty()
            .alias("listener_port")
            .field("Path", Codecs.TEXT, ExposePath::path)
            .omitEmpty()
            .field("LocalPathPort", Codecs.INT, ExposePath::localPathPort)
            .omitEmpty()
            .alias("local_path_port")
            .field("Protocol", Codecs.TEXT, ExposePath::protocol)
            .omitEmpty()
            .field("ParsedFromCheck", Codecs.BOOL, ExposePath::parsedFromCheck)
            .omitEmpty()
            .alias("parsed_from_check")
            .build(v -> new ExposePath(v.next(), v.next(), v.next(), v.next(), v.next()));
}
