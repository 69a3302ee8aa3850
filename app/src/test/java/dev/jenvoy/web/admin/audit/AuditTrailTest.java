package dev.jenvoy.web.admin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.audit.AuditFilter;
import dev.jenvoy.audit.AuditLog;
import dev.jenvoy.audit.AuditPage;
import dev.jenvoy.audit.AuditRecord;
import dev.jenvoy.sender.request.ClientAddress;
import dev.jenvoy.web.admin.access.Role;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.LoginTicket;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AuditTrailTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Kept log = new Kept();
    private final AuditTrail trail =
            new AuditTrail(log, InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")), nanos::get);

    /** Keeps records in a list. */
    private static final class Kept implements AuditLog {
        private final List<AuditRecord> records = new CopyOnWriteArrayList<>();

        @Override
        public CompletionStage<Void> record(AuditRecord record) {
            records.add(record);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public AuditPage page(AuditFilter filter, OptionalLong before, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forget(Instant before) {
            throw new UnsupportedOperationException();
        }
    }

    private static AdminRequest request() {
        return new AdminRequest(
                "GET",
                "/api/status",
                Map.of(),
                Map.of(),
                name -> List.of(),
                new byte[0],
                new ClientAddress(InetAddress.getLoopbackAddress(), false),
                false,
                LoginTicket.FOR_ALL);
    }

    private void refused(int times) {
        for (int i = 0; i < times; i++) {
            trail.refused(request(), "sign_in", OptionalLong.empty(), "", "wrong token");
        }
    }

    @Test
    void of_very_many_refused_requests_ten_a_minute_are_written_and_the_others_counted() {
        refused(1_000);
        assertThat(log.records).hasSize(10).allMatch(one -> one.act().equals("sign_in"));

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(61));
        refused(1);
        assertThat(log.records).hasSize(12);
        assertThat(log.records.get(10).act()).isEqualTo("refused");
        assertThat(log.records.get(10).detail()).startsWith("990 more requests of unknown clients were refused");
        assertThat(log.records.get(11).act()).isEqualTo("sign_in");

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(61));
        refused(1);
        assertThat(log.records).hasSize(13);
    }

    @Test
    void a_flood_of_strangers_hides_no_refusal_of_a_known_client() {
        refused(1_000);
        trail.refused(
                request()
                        .with(new LoginTicket(
                                LoginTicket.Way.TOKEN, Optional.of("ann"), Optional.of(Role.READ), () -> true)),
                "redeliver",
                OptionalLong.of(1),
                "",
                "it needs the role operate");

        assertThat(log.records).hasSize(11);
        assertThat(log.records.get(10).act()).isEqualTo("redeliver");
    }

    @Test
    void what_was_done_is_written_however_much_was_refused() {
        refused(1_000);
        trail.acted(request(), "redeliver", AuditRecord.Result.DONE, OptionalLong.of(1), "", "");

        assertThat(log.records.get(10).act()).isEqualTo("redeliver");
    }
}
