package dev.jenvoy.web.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the certificate of this machine's own server and no other, whatever name or authority it has: a client on this
 * machine connects to an address that the certificate need not name.
 */
public final class PinnedCertificate extends X509ExtendedTrustManager {

    private final Certificate only;

    private PinnedCertificate(Certificate only) {
        this.only = only;
    }

    /**
     * Lets a connection trust the first certificate of a file alone.
     *
     * @throws IOException when the file cannot be read
     */
    public static void require(HttpsURLConnection connection, Path file) throws IOException {
        connection.setSSLSocketFactory(context(file).getSocketFactory());
        connection.setHostnameVerifier((host, session) -> true);
    }

    /**
     * Returns a context that trusts the first certificate of a file alone.
     *
     * @throws IOException when the file cannot be read
     */
    public static SSLContext context(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Certificate only = CertificateFactory.getInstance("X.509").generateCertificate(in);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new PinnedCertificate(only)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the file of tls.certificate has no certificate", e);
        }
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0 || !only.equals(chain[0])) {
            throw new CertificateException("the server shows another certificate than that in tls.certificate");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("no clients here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
