package dev.jenvoy.web.tls;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a private key in PEM: PKCS#8 (RFC 5958) with RSA, EC or EdDSA, PKCS#1 (RFC 8017) for RSA, and SEC 1 (RFC 5915)
 * for EC. Java itself reads only the first.
 */
final class PrivateKeyText {

    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ((?:RSA |EC |ENCRYPTED )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s:,-]*?)-----END \\1-----");

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;

    /** The tag of the parameters in SEC 1, which name the curve. */
    private static final int PARAMETERS = 0xa0;

    private static final byte[] VERSION = {0x02, 0x01, 0x00};

    /** The algorithm rsaEncryption without parameters. */
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    /** The object identifier of id-ecPublicKey. */
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private PrivateKeyText() {}

    /** The file has no key that can be used; the message says why, and holds nothing of the key. */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1;

        UnusableException(String message) {
            super(message);
        }
    }

    /** Reads the first key of a text. */
    static PrivateKey read(String pem) throws UnusableException {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new UnusableException("it has no private key: -----BEGIN PRIVATE KEY----- is expected");
        }
        String kind = block.group(1);
        String body = block.group(2);
        if (kind.startsWith("ENCRYPTED") || body.contains("Proc-Type")) {
            throw new UnusableException("its key is encrypted with a password: store it without one");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(body);
            return switch (kind) {
                case "RSA PRIVATE KEY" -> pkcs8(tagged(SEQUENCE, VERSION, RSA, tagged(OCTETS, der)));
                case "EC PRIVATE KEY" -> pkcs8(tagged(SEQUENCE, VERSION, curve(der), tagged(OCTETS, der)));
                default -> pkcs8(der);
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UnusableException("its private key is damaged");
        }
    }

    private static PrivateKey pkcs8(byte[] der) throws UnusableException {
        // The algorithm is in the key, but each factory knows only its own.
        for (String algorithm : List.of("RSA", "EC", "EdDSA", "RSASSA-PSS")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                // Another one may know it.
            }
        }
        throw new UnusableException("its private key is damaged, or neither RSA, EC nor EdDSA");
    }

    /** Returns the algorithm of a key of SEC 1, with the curve that its parameters name. */
    private static byte[] curve(byte[] der) {
        int at = content(der, 0);
        while (at < der.length) {
            int begin = content(der, at);
            int end = begin + length(der, at);
            if ((der[at] & 0xff) == PARAMETERS) {
                return tagged(SEQUENCE, EC, Arrays.copyOfRange(der, begin, end));
            }
            at = end;
        }
        throw new IllegalArgumentException("the curve is not named");
    }

    /** Returns where the content of the value at this place begins. */
    private static int content(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = (length << 8) | (der[at + 2 + i] & 0xff);
        }
        if (length < 0) {
            throw new IllegalArgumentException("too long");
        }
        return length;
    }

    /** Writes a value of DER with its tag and its length. */
    private static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else if (length < 0x10000) {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        } else {
            throw new IllegalArgumentException("too long");
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
