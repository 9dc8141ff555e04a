package io.praetor.agent.check.probe;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The messages of the standard health service (`grpc.health.v1.Health/Check`): a request with one text, a reply with
/// one number, each in gRPC's frame of a flag and a length.
final class GrpcHealth {
    /// Where the method is.
    static final String PATH = "/grpc.health.v1.Health/Check";

    /// A reply that is longer is none.
    static final int LONGEST_REPLY = 4096;

    private static final int FRAME_HEAD = 5;
    private static final int SERVICE_TAG = 1 << 3 | 2;
    private static final int STATUS_FIELD = 1;
    private static final int MOST_VARINT_BYTES = 10;
    private static final String[] STATES = {"UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"};

    /// Codes of gRPC by number.
    private static final String[] CODES = {
        "OK",
        "Canceled",
        "Unknown",
        "InvalidArgument",
        "DeadlineExceeded",
        "NotFound",
        "AlreadyExists",
        "PermissionDenied",
        "ResourceExhausted",
        "FailedPrecondition",
        "Aborted",
        "OutOfRange",
        "Unimplemented",
        "Internal",
        "Unavailable",
        "DataLoss",
        "Unauthenticated"
    };

    private GrpcHealth() {}

    /// The frame that asks for a service; empty: for the server.
    static byte[] request(String service) {
        byte[] name = service.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        if (name.length > 0) {
            message.write(SERVICE_TAG);
            for (int rest = name.length; ; rest >>>= 7) {
                if (rest < 0x80) {
                    message.write(rest);
                    break;
                }
                message.write((rest & 0x7f) | 0x80);
            }
            message.writeBytes(name);
        }
        return ByteBuffer.allocate(FRAME_HEAD + message.size())
                .put((byte) 0)
                .putInt(message.size())
                .put(message.toByteArray())
                .array();
    }

    /// What a reply says: a name such as `SERVING`, or a number nobody knows.
    ///
    /// @param frame one whole frame
    /// @return null when it is none
    static @Nullable String state(byte[] frame) {
        ByteBuffer in = ByteBuffer.wrap(frame);
        if (in.remaining() < FRAME_HEAD || in.get() != 0 || in.getInt() != in.remaining()) {
            return null;
        }
        long state = 0;
        while (in.hasRemaining()) {
            Long tag = varint(in);
            if (tag == null || tag >>> 3 == 0 || tag >>> 3 > Integer.MAX_VALUE) {
                return null;
            }
            Long value = 0L;
            switch ((int) (tag & 7)) {
                case 0 -> value = varint(in);
                case 1 -> value = skip(in, Long.BYTES);
                case 2 -> {
                    Long length = varint(in);
                    value = length == null ? null : skip(in, length);
                }
                case 5 -> value = skip(in, Integer.BYTES);
                default -> value = null;
            }
            if (value == null) {
                return null;
            }
            if (tag == STATUS_FIELD << 3) {
                state = value;
            }
        }
        return state >= 0 && state < STATES.length ? STATES[(int) state] : Integer.toString((int) state);
    }

    private static @Nullable Long varint(ByteBuffer in) {
        long value = 0;
        for (int i = 0; i < MOST_VARINT_BYTES && in.hasRemaining(); i++) {
            byte b = in.get();
            value |= (b & 0x7fL) << (7 * i);
            if (b >= 0) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable Long skip(ByteBuffer in, long bytes) {
        if (bytes < 0 || bytes > in.remaining()) {
            return null;
        }
        in.position(in.position() + (int) bytes);
        return 0L;
    }

    /// How the original shows a failed call.
    static String error(String code, String description) {
        return "rpc error: code = " + code + " desc = " + description;
    }

    /// The name of a code as it travels.
    static String code(CharSequence number) {
        try {
            int code = Integer.parseInt(number.toString());
            return code >= 0 && code < CODES.length ? CODES[code] : "Code(" + code + ")";
        } catch (NumberFormatException e) {
            return "Unknown";
        }
    }

    /// The code that stands for an answer of plain HTTP.
    static String codeOfHttp(CharSequence status) {
        return switch (status.toString()) {
            case "400" -> "Internal";
            case "401" -> "Unauthenticated";
            case "403" -> "PermissionDenied";
            case "404" -> "Unimplemented";
            case "429", "502", "503", "504" -> "Unavailable";
            default -> "Unknown";
        };
    }

    /// A message as it travels: UTF-8 with percent signs where it is not plain.
    static String message(CharSequence escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            int high = i + 2 < escaped.length() ? Character.digit(escaped.charAt(i + 1), 16) : -1;
            int low = i + 2 < escaped.length() ? Character.digit(escaped.charAt(i + 2), 16) : -1;
            if (c == '%' && high >= 0 && low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
