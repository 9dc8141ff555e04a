package io.praetor.acceptance.hostile;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/// Recorded messages of the cluster's protocols, and what becomes of them when bytes are changed, lost, added or taken
/// for
/// lengths. The same seed makes the same ones.
final class Garble {
    /// Packets of gossip, as `gossip-vectors.json` has them, without their checksum.
    static final List<String> PACKETS = List.of(
            "0703004f004400120486a441646472a47f000033ab496e6361726e6174696f6e01a44d657461b5ff"
                    + "82a47a6f6e65a465617374a4726f6c65a3776562a44e6f6465a26131a4506f7274cd972da356736e"
                    + "a60105020205050486a441646472a47f000034ab496e6361726e6174696f6e01a44d657461aaff81"
                    + "a4726f6c65a26462a44e6f6465a26132a4506f7274cd972da356736ea6010502020505080182a54c"
                    + "54696d6501a44e6f6465a26132",
            "0282a75061796c6f6164da00820184aa41646a7573746d656e74cb3efc2fed5474073da54572726f"
                    + "72cb3ff5d7a731b22baca6486569676874cb3f02c341517a0b68a356656398cb3ef88d1966603301"
                    + "cb3edfe94d8d7fa21acbbf14d098396d9949cbbf049c414f99713ecb3f009a10a0dbde8fcb3f11db"
                    + "1dda5abd46cbbf0b7f30c450eed1cb3f1562af69ac1777a55365714e6f02",
            "08048ba441646472a47f000033a746696c7465727392a80092a26132a26133b30182a445787072a2"
                    + "6462a3546167a4726f6c65a5466c61677301a24944ce1f955478a54c54696d6502a44e616d65a675"
                    + "7074696d65a75061796c6f6164c0a4506f7274cd972dab52656c6179466163746f7202aa536f7572"
                    + "63654e6f6465a26131a754696d656f7574ceb2d05e00",
            "0c784dbd0f0702003d001f0085a44e6f6465a26133a55365714e6f36aa536f7572636541646472a4"
                    + "7f000034aa536f757263654e6f6465a26132aa536f75726365506f7274cd972d0383a446726f6da2"
                    + "6132ab496e6361726e6174696f6e02a44e6f6465a26133",
            "0188a44e61636bc3a44e6f6465a26133a4506f7274cd972da55365714e6f36aa536f757263654164"
                    + "6472a47f000034aa536f757263654e6f6465a26132aa536f75726365506f7274cd972da654617267"
                    + "6574a47f000035",
            "080982a8446573744164647283a24950a47f000033a4506f7274cd972da45a6f6e65a0a844657374"
                    + "4e616d65a261310585a5466c61677301a446726f6da26133a24944ce1f955478a54c54696d6502a7"
                    + "5061796c6f6164c0",
            "0982a4416c676f00a3427566da019a000f0c083000c02e003008182215840c1939a4fe0000706455"
                    + "123763c2c87113864e9a376e02906a52864e186d008efd7bd4ea4e18375fd4bc490313ce1b39744a"
                    + "cdc03103860c5472c298a1f3c5ce1c37a16690b28953274f18304a0dfd32274da818a2c88c19a535"
                    + "c629a330dbd00c25a394983a69d8908915c3450e1730c894b1a3c3869830376ed8a5310a2cd95462"
                    + "debca133874e503857a5123533e72a29396fd894313506e49c3a6c4ecd2973a64d19377440894a43"
                    + "06258918a853a36ea1ba058dd42d70c0564d3bf5d7a35fda84c193945498316c1ac320e5e48d5c51"
                    + "7362908272934eb34a9d4659396a2a400101020a1050c8d0214489009058c4a891a3479022499a44"
                    + "f9e75f22dfc0853f8e5c86941be365469706404286fffffeb500a06bffc556208008fed7d75164dd"
                    + "16d66e499985965a6cb905975c74d985975e62d090d5565d69c69967a081e2606e63c9401c7ea28c"
                    + "a11c73383d17dd746e54775d760420300021a20c318430a53041451a9e89e444189ec552991b97b1"
                    + "a1831b65dcd1826461c825c729508491071b6f54895c0c0101",
            "0157692f74e9aec51fea13233af8b4630658cd24c636c60d3b83a272b3de0a2df5d7b06c624d2adf"
                    + "f4d692b7fad7c17376f997a104d09133f18f9f9b4174523ce5be4b5dba413ce99b11157a2b1a1e74"
                    + "1c22c00e0bf686654d47");

    /// Requests on streams of gossip.
    static final List<String> STREAMS = List.of(
            "0982a4416c676f00a3427566da0131000d0c22a5e44d1a37c34a397943a6cc9c00acaacc2923670a"
                    + "9d3074ca3029e3a69900258748052143460ea93f0000205995c4cd983072dc604cf3c64d00524dca"
                    + "5cd406e0cfbf44a4c28c613327140c5272deb02943ca0dc332a2d290e1494286d5ab565b606d41e3"
                    + "6a0b1c5eb18abd3acace1c37a1649c32ebe64b9b307842cd2825a64e1a366462c57091c3058c8676"
                    + "74d81013e6c68dc134449119336a718c5313cfb4e14807d4dab36e0fa625e524cc645163629082f2"
                    + "460e9d66953a95b288b10c805156ce9a0a50408080020404185255c40e652654d24c0e60aa37e539"
                    + "dc040000c6bcb9f3e7d0a34b9f4ebdbaf5ebd8b36bdfcebdbbf7efe0c38b1f4fbebcf9f3e8d36b2f"
                    + "055c789900ab369aa193b38d188a7320a98a5287629ef6c3b1c21a1d75cc01a04381801603000101",
            "0982a4416c676f00a3427566da003b00011422e5e40d9932a2c2cc2835a54c9c8234544d795347ce"
                    + "983241c8909143ea0f0000332452b458a6e0c184314456bc08e58d1c3acd2eb50808",
            "0a000000fe0119b7e01ff46c91631339141092951db325708209c7db87e66a0c048b1d77b385c61d"
                    + "a27a45bd252c25ccef31c0a0f3a73b1617ed6827bcd2197d02814a1e387680c964cfdda5e31d564c"
                    + "d0493e95510eb670e5d1fba741fc65151a74d93fc9141d5220e1e7269038297ef3bdba95e477727c"
                    + "ed49b2a93fbce5291849ee1ce0cf1cb7cd448d4a4265f97129cd37f9274fade68cf9c46acca64029"
                    + "29d2770bb7c9c2d7788bc3a8eb241a9a0449809e84df8be464d3610120a39506a851d4cedddb1501"
                    + "5f5aa06e073d7b145a4a3abbb2113dc3e2e5edebd01b9f66d1f8de4d26b85bba602d154edfc31e0e"
                    + "682beb38ceb424b03e4e6d7cb25af6fcc00ad2",
            "0082a44e6f6465a26b32a55365714e6f07");

    /// Requests of calls, as `rpc-vectors.json` has them: header and body.
    static final List<String> CALLS = List.of(
            "82a353657103ad536572766963654d6574686f64b0436174616c6f672e52656769737465728da741"
                    + "646472657373aa3132372e302e302e3732a5436865636bc0a6436865636b73c0ab43726561746549"
                    + "6e64657800aa4461746163656e746572a3646331a24944da002432323232323232322d323232322d"
                    + "343232322d383232322d323232323232323232323232ab4d6f64696679496e64657800a44e6f6465"
                    + "a26331a84e6f64654d65746181b6636f6e73756c2d6e6574776f726b2d7365676d656e74a0a75365"
                    + "7276696365c0ae536b69704e6f6465557064617465c2af54616767656441646472657373657384a8"
                    + "6c616e5f69707634aa3132372e302e302e3732a377616eaa3132372e302e302e3732a877616e5f69"
                    + "707634aa3132372e302e302e3732a36c616eaa3132372e302e302e3732a5546f6b656ea0",
            "82a353657107ad536572766963654d6574686f64a74b56532e4765748eb8416c6c6f774e6f744d6f"
                    + "646966696564526573706f6e7365c2aa416c6c6f775374616c65c2aa4461746163656e746572a364"
                    + "6331a646696c746572a0a34b6579a7666f6f2f626172a64d617841676500ac4d6178517565727954"
                    + "696d6500b04d61785374616c654475726174696f6e00ad4d696e5175657279496e64657800ae4d75"
                    + "7374526576616c6964617465c2b152657175697265436f6e73697374656e74c2ac5374616c654966"
                    + "4572726f7200a5546f6b656ea0a85573654361636865c2",
            "82a353657111ad536572766963654d6574686f64b1436f6f7264696e6174652e55706461746585a5"
                    + "436f6f726484aa41646a7573746d656e74cb3f0fe0dfd6c0b105a54572726f72cb3fe59fba3f8be8"
                    + "cba6486569676874cb3f16c4271814a4afa356656398cb3f2669db0715dacccb3eda5c40010d04f4"
                    + "cb3f0780edbf90db9acbbf18fbc41bcb1bf2cb3f20bcd7ceea4f49cb3f2226e43e0d0c77cbbf1e59"
                    + "9e95ae19a3cbbee47de73593b45daa4461746163656e746572a3646331a44e6f6465a26331a75365"
                    + "676d656e74a0a5546f6b656ea0",
            "82a353657117ad536572766963654d6574686f64b5507265706172656451756572792e4578656375"
                    + "7465de0012a54167656e7484aa4461746163656e746572a3646331a24970a0a44e6f6465a26331a7"
                    + "5365676d656e74a0b8416c6c6f774e6f744d6f646966696564526573706f6e7365c2aa416c6c6f77"
                    + "5374616c65c2a7436f6e6e656374c2aa4461746163656e746572a3646331a646696c746572a0a54c"
                    + "696d697400a64d617841676500ac4d6178517565727954696d6500b04d61785374616c6544757261"
                    + "74696f6e00ad4d696e5175657279496e64657800ae4d757374526576616c6964617465c2ad517565"
                    + "727949444f724e616d65a27131b152657175697265436f6e73697374656e74c2a6536f7572636584"
                    + "aa4461746163656e746572a3646331a24970a93132372e302e302e31a44e6f6465a0a75365676d65"
                    + "6e74a0ac5374616c6549664572726f7200a5546f6b656ea0a85573654361636865c2");

    /// Whole beginnings of connections to the server port: a snapshot, a foreign Raft.
    static final List<String> OPENINGS = List.of(
            "0584aa416c6c6f775374616c65c2aa4461746163656e746572a3646331a24f7000a5546f6b656ea0",
            "0087a7456e747269657390a64c6561646572b03132372e302e302e37313a3338333030b14c656164"
                    + "6572436f6d6d6974496e6465783aac507265764c6f67456e7472793aab507265764c6f675465726d"
                    + "02af50726f746f636f6c56657273696f6e03a45465726d02");

    private static final int LONGEST_NOISE = 300;

    private final RandomGenerator random;

    Garble(RandomGenerator random) {
        this.random = random;
    }

    /// One of these, hardly changed or very much; or mere noise.
    byte[] one(List<String> recorded) {
        if (random.nextInt(8) == 0) {
            byte[] noise = new byte[random.nextInt(LONGEST_NOISE)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] bytes = HexFormat.of().parseHex(recorded.get(random.nextInt(recorded.size())));
        for (int changes = random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
            bytes = changed(bytes);
        }
        return bytes;
    }

    private byte[] changed(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> bytes[at] = (byte) random.nextInt();
            case 1 -> {
                int end = Math.min(bytes.length, at + 4);
                Arrays.fill(bytes, at, end, (byte) (random.nextBoolean() ? 0xff : 0x7f));
            }
            case 2 -> {
                return Arrays.copyOf(bytes, at);
            }
            default -> {
                ByteArrayOutputStream more = new ByteArrayOutputStream();
                more.write(bytes, 0, at);
                more.writeBytes(longHead());
                more.write(bytes, at, bytes.length - at);
                return more.toByteArray();
            }
        }
        return bytes;
    }

    /// The head of something very long: text, bytes, a list or a map in MessagePack.
    private byte[] longHead() {
        byte[] heads = {(byte) 0xdb, (byte) 0xc6, (byte) 0xdd, (byte) 0xdf};
        return new byte[] {heads[random.nextInt(heads.length)], 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff};
    }
}
