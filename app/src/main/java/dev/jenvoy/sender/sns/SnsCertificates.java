package dev.jenvoy.sender.sns;

import dev.jenvoy.sender.http.HttpFetcher;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the certificates that SNS signs with, and keeps each for a day. The address has only the leaf, so no chain is
 * built to a root. Instead the connection vouches for it: it goes to AWS' host, whose certificate this machine trusts. The
 * leaf's name, validity and kind are checked as well. Safe for use by several threads.
 */
final class SnsCertificates {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.senders");
    private static final Duration KEPT = Duration.ofDays(1);

    /** The time before a failed request is repeated. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    /** SNS has one for a region at a time. */
    private static final int MAX_CERTIFICATES = 32;

    private static final int LEAST_BITS = 2048;

    private final HttpFetcher client;
    private final InstantSource clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private final Map<SnsUrl, Known> known = new LinkedHashMap<>();

    private record Known(Found found, Instant until) {}

    /** The result of looking for a certificate. */
    sealed interface Found {

        /** The key that checks messages. */
        record Key(PublicKey key) implements Found {}

        /** No certificate can be trusted, and why. */
        record Untrusted(String why) implements Found {}

        /** The certificate could not be fetched now. */
        record Unreachable() implements Found {}
    }

    SnsCertificates(HttpFetcher client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * Returns the key of the certificate at this address. Blocks for a few seconds when it has to be fetched. While another
     * certificate is fetched, the result is {@link Found.Unreachable} at once, so that addresses that lead nowhere cannot
     * hold up all threads.
     */
    Found at(SnsUrl url) throws InterruptedException {
        Instant now = clock.instant();
        synchronized (known) {
            Known before = known.get(url);
            if (before != null && now.isBefore(before.until)) {
                return before.found;
            }
        }
        if (!fetching.tryLock()) {
            return new Found.Unreachable();
        }
        try {
            Found found = fetch(url, now);
            keep(url, new Known(found, now.plus(found instanceof Found.Key ? KEPT : PAUSE)));
            return found;
        } finally {
            fetching.unlock();
        }
    }

    private void keep(SnsUrl url, Known fetched) {
        synchronized (known) {
            known.remove(url);
            known.put(url, fetched);
            if (known.size() > MAX_CERTIFICATES) {
                known.remove(oldest());
            }
        }
    }

    /** Chooses the entry to drop. Good keys go last: an address that leads nowhere must not crowd them out. */
    private SnsUrl oldest() {
        return known.entrySet().stream()
                .filter(entry -> !(entry.getValue().found instanceof Found.Key))
                .findFirst()
                .or(() -> known.entrySet().stream().findFirst())
                .orElseThrow()
                .getKey();
    }

    private Found fetch(SnsUrl url, Instant now) throws InterruptedException {
        HttpFetcher.Answer answer = client.get(url.uri(), Map.of());
        if (!(answer instanceof HttpFetcher.Answer.Whole whole) || whole.status() >= 500) {
            LOG.warn(
                    "sns certificate not fetched url={} cause=\"{}\"",
                    url.uri(),
                    answer instanceof HttpFetcher.Answer.Failed failed ? failed.why() : "an error of the server");
            return new Found.Unreachable();
        }
        if (whole.status() != 200) {
            return new Found.Untrusted("there is none at its address");
        }
        try {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(whole.body().getBytes(StandardCharsets.UTF_8)));
            certificate.checkValidity(Date.from(now));
            return judge(certificate, url);
        } catch (CertificateException | InvalidNameException e) {
            LOG.warn("sns certificate not trusted url={} cause=\"{}\"", url.uri(), e.toString());
            return new Found.Untrusted("it is none, or not valid now");
        }
    }

    private static Found judge(X509Certificate certificate, SnsUrl url)
            throws CertificateException, InvalidNameException {
        Set<String> names = names(certificate);
        names.retainAll(url.signers());
        if (names.isEmpty()) {
            return new Found.Untrusted("it is not one of SNS'");
        }
        boolean isLeaf = certificate.getBasicConstraints() < 0;
        if (isLeaf
                && certificate.getPublicKey() instanceof RSAPublicKey key
                && key.getModulus().bitLength() >= LEAST_BITS) {
            return new Found.Key(key);
        }
        return new Found.Untrusted("it is no certificate to sign messages with");
    }

    private static Set<String> names(X509Certificate certificate) throws CertificateException, InvalidNameException {
        Set<String> names = new HashSet<>();
        for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
            if (part.getType().equalsIgnoreCase("CN")) {
                names.add(String.valueOf(part.getValue()).toLowerCase(Locale.ROOT));
            }
        }
        Collection<List<?>> others = certificate.getSubjectAlternativeNames();
        if (others != null) {
            int dns = 2;
            others.stream()
                    .filter(other -> Integer.valueOf(dns).equals(other.get(0)))
                    .forEach(other -> names.add(String.valueOf(other.get(1)).toLowerCase(Locale.ROOT)));
        }
        return names;
    }
}
