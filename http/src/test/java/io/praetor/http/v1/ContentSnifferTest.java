package io.praetor.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentSnifferTest {
    private static String typeOf(String content) {
        return ContentSniffer.typeOf(content.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource({
        "plain text, text/plain; charset=utf-8",
        "'{\"a\":1}', text/plain; charset=utf-8",
        "<html>x, text/html; charset=utf-8",
        "'  <!DOCTYPE HTML>', text/html; charset=utf-8",
        "<!-- x -->, text/html; charset=utf-8",
        "<htmlx>, text/plain; charset=utf-8",
        "<p, text/plain; charset=utf-8",
        "<?xml version, text/xml; charset=utf-8",
        "%PDF-1.4, application/pdf",
        "GIF89a..., image/gif",
        "GIF88a..., text/plain; charset=utf-8",
        "PK, text/plain; charset=utf-8",
    })
    void guessesTypesOfText(String content, String type) {
        assertThat(typeOf(content)).isEqualTo(type);
    }

    @Test
    void guessesTypesOfBytes() {
        assertThat(typeOf("\u001f\u008b\b...")).isEqualTo("application/x-gzip");
        assertThat(typeOf("\u0089PNG\r\n\u001a\n...")).isEqualTo("image/png");
        assertThat(typeOf("PK\u0003\u0004")).isEqualTo("application/zip");
        assertThat(typeOf("RIFF....WEBPVP")).isEqualTo("image/webp");
        assertThat(typeOf("\u0001\u0002\u0003")).isEqualTo("application/octet-stream");
        assertThat(typeOf("text\u0000")).isEqualTo("application/octet-stream");
        assertThat(typeOf("\u00fc\u00ff")).isEqualTo("text/plain; charset=utf-8");
        assertThat(typeOf("a".repeat(600) + "\u0000")).isEqualTo("text/plain; charset=utf-8");
    }
}
