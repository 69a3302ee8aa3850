package dev.jenvoy.contract.kit;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Objects;

/**
 * A key with a certificate, from the folder {@code keys} beside this class. They were made with keytool and are valid
 * until the next century: {@code keytool -genkeypair -alias it -keyalg RSA -dname CN=… -validity 36500 -storetype
 * PKCS12}.
 */
public record SigningKey(PrivateKey key, String pem) {

    private static final char[] PASSWORD = "only-for-tests".toCharArray();

    public static SigningKey of(String name) {
        try (InputStream in =
                Objects.requireNonNull(SigningKey.class.getResourceAsStream("keys/" + name + ".p12"), name)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD);
            String base64 = Base64.getMimeEncoder()
                    .encodeToString(keys.getCertificate("it").getEncoded());
            return new SigningKey(
                    (PrivateKey) keys.getKey("it", PASSWORD),
                    "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String sign(String algorithm, String text) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(HookRequest.bytes(text));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
