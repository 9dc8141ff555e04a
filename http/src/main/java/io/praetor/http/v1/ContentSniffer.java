package io.praetor.http.v1;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// Guesses the type of raw content from its first 512 bytes, after the WHATWG's MIME sniffing standard, as the original
/// does for `?raw` values.
final class ContentSniffer {
    private static final int LOOKED_AT = 512;
    private static final String HTML = "text/html; charset=utf-8";
    private static final List<String> HTML_TAGS = List.of(
            "<!doctype html",
            "<html",
            "<head",
            "<script",
            "<iframe",
            "<h1",
            "<div",
            "<font",
            "<table",
            "<a",
            "<style",
            "<title",
            "<b",
            "<body",
            "<br",
            "<p",
            "<!--");
    private static final List<Magic> MAGICS = List.of(
            new Magic("%PDF-", "application/pdf"),
            new Magic("%!PS-Adobe-", "application/postscript"),
            new Magic("þÿ", "text/plain; charset=utf-16be"),
            new Magic("ÿþ", "text/plain; charset=utf-16le"),
            new Magic("\u00EF\u00BB\u00BF", "text/plain; charset=utf-8"),
            new Magic("\0\0\1\0", "image/x-icon"),
            new Magic("\0\0\2\0", "image/x-icon"),
            new Magic("BM", "image/bmp"),
            new Magic("GIF87a", "image/gif"),
            new Magic("GIF89a", "image/gif"),
            new Magic("\u0089PNG\r\n\u001A\n", "image/png"),
            new Magic("ÿØÿ", "image/jpeg"),
            new Magic("OggS\0", "application/ogg"),
            new Magic("ID3", "audio/mpeg"),
            new Magic("MThd\0\0\0\6", "audio/midi"),
            new Magic("\u001AEß£", "video/webm"),
            new Magic("\0\1\0\0", "font/ttf"),
            new Magic("OTTO", "font/otf"),
            new Magic("ttcf", "font/collection"),
            new Magic("wOFF", "font/woff"),
            new Magic("wOF2", "font/woff2"),
            new Magic("\u001F\u008B\b", "application/x-gzip"),
            new Magic("PK\3\4", "application/zip"),
            new Magic("Rar!\u001A\7\0", "application/x-rar-compressed"),
            new Magic("Rar!\u001A\7\1\0", "application/x-rar-compressed"),
            new Magic("\0asm", "application/wasm"));

    private ContentSniffer() {}

    private record Magic(String prefix, String type) {}

    static String typeOf(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
        int text = 0;
        while (text < start.length() && "\t\n\f\r ".indexOf(start.charAt(text)) >= 0) {
            text++;
        }
        String visible = start.substring(text);
        if (isHtml(visible)) {
            return HTML;
        }
        if (visible.startsWith("<?xml")) {
            return "text/xml; charset=utf-8";
        }
        for (Magic magic : MAGICS) {
            if (start.startsWith(magic.prefix)) {
                return magic.type;
            }
        }
        String riff = riff(start);
        if (!riff.isEmpty()) {
            return riff;
        }
        return start.chars().anyMatch(ContentSniffer::isBinary)
                ? "application/octet-stream"
                : "text/plain; charset=utf-8";
    }

    /// A tag counts when a blank or `>` follows.
    private static boolean isHtml(String visible) {
        String lower = visible.substring(0, Math.min(visible.length(), 16)).toLowerCase(Locale.ROOT);
        for (String tag : HTML_TAGS) {
            if (lower.startsWith(tag)) {
                boolean comment = tag.equals("<!--");
                boolean ended = visible.length() > tag.length()
                        && (visible.charAt(tag.length()) == ' ' || visible.charAt(tag.length()) == '>');
                if (comment || ended) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String riff(String start) {
        if (start.length() < 14 || !start.startsWith("RIFF")) {
            return start.startsWith("FORM") && start.startsWith("AIFF", 8) ? "audio/aiff" : "";
        }
        return switch (start.substring(8, 12)) {
            case "WAVE" -> "audio/wave";
            case "AVI " -> "video/avi";
            case "WEBP" -> "image/webp";
            default -> "";
        };
    }

    private static boolean isBinary(int c) {
        return c <= 0x08 || c == 0x0B || (c >= 0x0E && c <= 0x1A) || (c >= 0x1C && c <= 0x1F);
    }
}
