package dev.jenvoy.sender.sns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.SigningKey;
import dev.jenvoy.sender.http.HttpFetcher;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Which certificates are believed to be those of Amazon SNS, and how long they are kept. */
class SnsCertificatesTest {

    private static final String URL = "https://sns.eu-south-1.amazonaws.com/SimpleNotificationService-1.pem";

    private static final String GOOD = SigningKey.of("regional").pem();

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final AtomicInteger asked = new AtomicInteger();

    private static SnsUrl url(String text) {
        return SnsUrl.ofCertificate(text).orElseThrow();
    }

    private SnsCertificates serving(String pem) {
        return new SnsCertificates(
                (uri, headers) -> {
                    asked.incrementAndGet();
                    return new HttpFetcher.Answer.Whole(200, pem);
                },
                now::get);
    }

    private SnsCertificates.Found of(String key) throws InterruptedException {
        return serving(SigningKey.of(key).pem()).at(url(URL));
    }

    @Test
    void one_of_its_region_is_believed_at_its_region_s_address_alone() throws Exception {
        assertThat(serving(GOOD).at(url(URL))).isInstanceOf(SnsCertificates.Found.Key.class);
        assertThat(serving(GOOD).at(url("https://sns.eu-west-1.amazonaws.com/a.pem")))
                .isInstanceOf(SnsCertificates.Found.Untrusted.class);
        assertThat(serving(GOOD).at(url("https://sns.eu-south-1.amazonaws.com.cn/a.pem")))
                .isInstanceOf(SnsCertificates.Found.Untrusted.class);
    }

    @Test
    void a_name_may_stand_beside_the_subject() throws Exception {
        assertThat(of("beside")).isInstanceOf(SnsCertificates.Found.Key.class);
    }

    @Test
    void one_of_another_name_of_a_short_key_or_of_an_authority_is_not_believed() throws Exception {
        assertThat(of("evil")).isInstanceOf(SnsCertificates.Found.Untrusted.class);
        assertThat(of("short")).isInstanceOf(SnsCertificates.Found.Untrusted.class);
        assertThat(of("authority")).isInstanceOf(SnsCertificates.Found.Untrusted.class);
        assertThat(serving("no certificate").at(url(URL))).isInstanceOf(SnsCertificates.Found.Untrusted.class);
    }

    @Test
    void one_that_is_not_valid_any_more_is_not_believed() throws Exception {
        SnsCertificates certificates = serving(GOOD);
        assertThat(certificates.at(url(URL))).isInstanceOf(SnsCertificates.Found.Key.class);
        now.updateAndGet(time -> time.plus(Duration.ofDays(40_000)));

        assertThat(certificates.at(url(URL))).isInstanceOf(SnsCertificates.Found.Untrusted.class);
    }

    @Test
    void it_is_kept_for_a_day() throws Exception {
        SnsCertificates certificates = serving(GOOD);
        certificates.at(url(URL));
        now.updateAndGet(time -> time.plus(Duration.ofHours(23)));
        certificates.at(url(URL));
        assertThat(asked).hasValue(1);
        now.updateAndGet(time -> time.plus(Duration.ofHours(2)));
        certificates.at(url(URL));
        assertThat(asked).hasValue(2);
    }

    @Test
    void addresses_that_lead_nowhere_do_not_crowd_out_a_good_one() throws Exception {
        SnsCertificates certificates = new SnsCertificates(
                (uri, headers) -> {
                    asked.incrementAndGet();
                    return uri.toString().equals(URL)
                            ? new HttpFetcher.Answer.Whole(200, GOOD)
                            : new HttpFetcher.Answer.Whole(404, "");
                },
                now::get);
        certificates.at(url(URL));
        for (int i = 0; i < 100; i++) {
            certificates.at(url("https://sns.eu-south-1.amazonaws.com/" + i + ".pem"));
        }
        certificates.at(url(URL));

        assertThat(asked).hasValue(101);
    }

    @Test
    void nobody_waits_while_another_is_fetched() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        SnsCertificates certificates = new SnsCertificates(
                (uri, headers) -> {
                    begun.countDown();
                    go.await();
                    return new HttpFetcher.Answer.Failed("x");
                },
                now::get);
        Thread first = new Thread(() -> {
            try {
                certificates.at(url(URL));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        first.start();
        begun.await();
        try {
            assertThat(certificates.at(url(URL))).isInstanceOf(SnsCertificates.Found.Unreachable.class);
        } finally {
            go.countDown();
            first.join();
        }
    }
}
