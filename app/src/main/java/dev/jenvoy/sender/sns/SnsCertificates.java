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
 * The certificates that SNS signs with, each fetched once and kept for a day. What lies at the address is a leaf alone,
 * so no chain is built to a root: that it is SNS' own is vouched for by the connection, which is to AWS' host by a
 * certificate that this machine trusts, and checked by its name, its validity and its kind. Safe for use by several
 * threads.
 */
final class SnsCertificates {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.senders");
    private static final Duration KEPT = Duration.ofDays(1);

    /** How long nobody asks again for what could not be had. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    /** SNS has one for a region at a time. */
    private static final int MAX_CERTIFICATES = 32;

    private static final int LEAST_BITS = 2048;

    private final HttpFetcher client;
    private final InstantSource clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private final Map<SnsUrl, Known> known = new LinkedHashMap<>();

    private record Known(Found found, Instant until) {}

    /** What came of looking for one. */
    sealed interface Found {

        /** The key that messages are to be checked with. */
        record Key(PublicKey key) implements Found {}

        /** There is none that can be trusted, and why. */
        record Untrusted(String why) implements Found {}

        /** It could not be fetched now. */
        record Unreachable() implements Found {}
    }

    SnsCertificates(HttpFetcher client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * The key of the certificate at this address. Blocks for a few seconds when it has to be fetched; while another is
     * being fetched this is {@link Found.Unreachable} at once, so that nobody can hold up all threads with addresses
     * that lead nowhere.
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

    /** Good ones go last: an address that leads nowhere must not crowd them out. */
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
