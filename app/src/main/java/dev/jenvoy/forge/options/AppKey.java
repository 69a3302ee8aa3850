package dev.jenvoy.forge.options;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An RSA key of a GitHub App, as GitHub hands it out (PKCS#1) or as openssl converts it (PKCS#8). Its text form hides it. */
public final class AppKey {

    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN (RSA )?PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]{64,20000})-----END (?:RSA )?PRIVATE KEY-----");

    /** Version 0 and the algorithm rsaEncryption, which PKCS#8 puts before the key of PKCS#1. */
    private static final byte[] PKCS8_BEGIN = {
        0x02,
        0x01,
        0x00,
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    private static final byte SEQUENCE = 0x30;
    private static final byte OCTETS = 0x04;

    private final String text;
    private final PrivateKey key;

    private AppKey(String text, PrivateKey key) {
        this.text = text;
        this.key = key;
    }

    /** Reads a key in PEM; empty if it is something else, also if it is encrypted. */
    public static Optional<AppKey> read(String pem) {
        Matcher found = PEM.matcher(pem);
        if (!found.find()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(found.group(2));
            byte[] pkcs8 = found.group(1) == null ? bytes : wrapped(bytes);
            PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            return Optional.of(new AppKey(pem, key));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] wrapped(byte[] pkcs1) {
        byte[] octets = tagged(OCTETS, pkcs1);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(PKCS8_BEGIN);
        all.writeBytes(octets);
        return tagged(SEQUENCE, all.toByteArray());
    }

    /** Writes a value of DER with its tag and its length. */
    private static byte[] tagged(byte tag, byte[] value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = value.length;
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        out.writeBytes(value);
        return out.toByteArray();
    }

    /** Returns the key to sign with. */
    public PrivateKey key() {
        return key;
    }

    String text() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AppKey another && text.equals(another.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "AppKey[hidden]";
    }
}
