package dev.jenvoy.web.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** A certificate with its private key and the certificates that certify it, checked to belong together. */
final class Identity {

    /** How long before its end a certificate is complained of: by then every renewal should have happened. */
    private static final Duration SOON = Duration.ofDays(7);

    /** Certificates of a few days are renewed later: the last part of their time. */
    private static final int LAST_PART = 10;

    private static final char[] NO_PASSWORD = new char[0];

    private final List<X509Certificate> chain;
    private final SSLContext context;

    private Identity(List<X509Certificate> chain, SSLContext context) {
        this.chain = chain;
        this.context = context;
    }

    /** Certificate and key cannot be used; the message says why, and holds nothing of the key. */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1;

        UnusableException(String message) {
            super(message);
        }
    }

    /**
     * Reads the contents of both files.
     *
     * @param certificates PEM or DER, the server's own certificate first
     * @param key PEM
     */
    static Identity read(byte[] certificates, byte[] key) throws UnusableException {
        List<X509Certificate> chain = chain(certificates);
        PrivateKey secret;
        try {
            secret = PrivateKeyText.read(new String(key, StandardCharsets.ISO_8859_1));
        } catch (PrivateKeyText.UnusableException e) {
            throw new UnusableException("the file of the key is not used: " + e.getMessage());
        }
        if (!belong(chain.get(0).getPublicKey(), secret)) {
            throw new UnusableException("the key does not belong to the first certificate of the other file");
        }
        try {
            return new Identity(chain, context(chain, secret));
        } catch (GeneralSecurityException | IOException e) {
            throw new UnusableException("certificate and key cannot be used: " + e.getMessage());
        }
    }

    private static List<X509Certificate> chain(byte[] bytes) throws UnusableException {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (Certificate one :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes))) {
                chain.add((X509Certificate) one);
            }
        } catch (CertificateException e) {
            throw new UnusableException("the file of the certificate is damaged");
        }
        if (chain.isEmpty()) {
            throw new UnusableException(
                    "the file of the certificate has none: -----BEGIN CERTIFICATE----- is expected");
        }
        for (int i = 1; i < chain.size(); i++) {
            if (!chain.get(i - 1).getIssuerX500Principal().equals(chain.get(i).getSubjectX500Principal())) {
                throw new UnusableException(
                        "certificate " + (i + 1) + " of the file does not certify the one before it:"
                                + " the server's own comes first, then each one's issuer");
            }
        }
        return List.copyOf(chain);
    }

    /** Returns whether a signature of the key is one of the certificate. */
    private static boolean belong(PublicKey open, PrivateKey secret) {
        try {
            String algorithm =
                    switch (secret.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> secret.getAlgorithm();
                    };
            byte[] sample = "sample".getBytes(StandardCharsets.US_ASCII);
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(secret);
            signing.update(sample);
            byte[] signed = signing.sign();
            Signature checking = Signature.getInstance(algorithm);
            checking.initVerify(open);
            checking.update(sample);
            return checking.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static SSLContext context(List<X509Certificate> chain, PrivateKey secret)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry("server", secret, NO_PASSWORD, chain.toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        // No client shows a certificate: whom to trust need not be read.
        context.init(keys.getKeyManagers(), new TrustManager[0], null);
        return context;
    }

    /** Returns what makes the engines of connections. */
    SSLContext context() {
        return context;
    }

    /** Returns until when the first certificate is valid. */
    Instant end() {
        return chain.get(0).getNotAfter().toInstant();
    }

    /** Returns why clients reject it now or soon; empty if they need not. */
    Optional<String> trouble(Instant now) {
        Instant begin = chain.get(0).getNotBefore().toInstant();
        if (now.isBefore(begin)) {
            return Optional.of("the certificate is not valid before " + begin);
        }
        if (now.isAfter(end())) {
            return Optional.of("the certificate has expired at " + end());
        }
        Duration part = Duration.between(begin, end()).dividedBy(LAST_PART);
        Duration soon = part.compareTo(SOON) < 0 ? part : SOON;
        return now.isAfter(end().minus(soon))
                ? Optional.of("the certificate expires at " + end() + " and was not renewed")
                : Optional.empty();
    }
}
