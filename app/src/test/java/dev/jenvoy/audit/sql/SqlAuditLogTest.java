package dev.jenvoy.audit.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jenvoy.audit.AuditActor;
import dev.jenvoy.audit.AuditFilter;
import dev.jenvoy.audit.AuditLog;
import dev.jenvoy.audit.AuditPage;
import dev.jenvoy.audit.AuditRecord;
import dev.jenvoy.storage.engine.OpenStore;
import dev.jenvoy.storage.engine.StoreEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class SqlAuditLogTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;

    @Parameter
    StoreEngine engine;

    private OpenStore open;
    private AuditLog log;

    @BeforeEach
    void open() throws Exception {
        open = engine.place(folder.resolve("data")).open();
        log = new SqlAuditLog(open.store());
    }

    @AfterEach
    void close() {
        open.close();
    }

    private static AuditRecord record(Instant at, AuditRecord.Result result, String about) {
        return record(
                at, result, about, new AuditActor(Optional.of("ann"), AuditActor.Way.TOKEN, Optional.of("192.0.2.7")));
    }

    private static AuditRecord record(Instant at, AuditRecord.Result result, String about, AuditActor actor) {
        return new AuditRecord(at, "redeliver", result, actor, OptionalLong.of(7), about, "");
    }

    private void keep(AuditRecord record) throws Exception {
        log.record(record).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private List<AuditRecord> all(AuditFilter filter) {
        return log.page(filter, OptionalLong.empty(), 500).records().stream()
                .map(AuditPage.Kept::record)
                .toList();
    }

    @Test
    void what_was_recorded_is_read_again_as_it_was() throws Exception {
        AuditRecord whole = record(NOON, AuditRecord.Result.DONE, "hooks failed \u202e \"quoted\"");
        AuditRecord bare = new AuditRecord(
                NOON,
                "configuration",
                AuditRecord.Result.FAILED,
                AuditActor.SERVER,
                OptionalLong.empty(),
                "",
                "because");
        keep(whole);
        keep(bare);

        assertThat(all(AuditFilter.ALL)).containsExactly(bare, whole);
    }

    @Test
    void long_texts_are_cut_between_characters() {
        AuditRecord cut = record(NOON, AuditRecord.Result.DONE, "x".repeat(498) + "\uD83D\uDE80" + "y".repeat(100));

        assertThat(cut.about()).hasSize(499).endsWith("x\u2026");
        assertThat(record(NOON, AuditRecord.Result.DONE, "z".repeat(500)).about())
                .hasSize(500);
    }

    @Test
    void each_part_of_a_filter_counts() throws Exception {
        keep(record(NOON, AuditRecord.Result.DONE, "100% of acme"));
        keep(record(NOON.plusSeconds(60), AuditRecord.Result.REFUSED, "1000 of acme"));

        assertThat(all(filter(Set.of(), Set.of(AuditRecord.Result.REFUSED), "", "", null, null)))
                .hasSize(1);
        assertThat(all(filter(Set.of("cancel"), Set.of(), "", "", null, null))).isEmpty();
        assertThat(all(filter(Set.of("cancel", "redeliver"), Set.of(), "ann", "ACME", null, null)))
                .hasSize(2);
        assertThat(all(filter(Set.of(), Set.of(), "192.0.2.7", "", null, null))).hasSize(2);
        assertThat(all(filter(Set.of(), Set.of(), "an", "", null, null))).isEmpty();
        assertThat(all(filter(Set.of(), Set.of(), "", "100%", null, null))).hasSize(1);
        assertThat(all(filter(Set.of(), Set.of(), "", "100_", null, null))).isEmpty();
        assertThat(all(filter(Set.of(), Set.of(), "", "", NOON.plusSeconds(60), null)))
                .hasSize(1);
        assertThat(all(filter(Set.of(), Set.of(), "", "", null, NOON.plusSeconds(60))))
                .hasSize(1);
        assertThatThrownBy(() -> filter(Set.of(), Set.of(), "", "\0", null, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static AuditFilter filter(
            Set<String> acts, Set<AuditRecord.Result> results, String who, String text, Instant from, Instant to) {
        return new AuditFilter(
                acts,
                results,
                Optional.of(who).filter(name -> !name.isEmpty()),
                OptionalLong.empty(),
                Optional.of(text).filter(words -> !words.isEmpty()),
                Optional.ofNullable(from),
                Optional.ofNullable(to));
    }

    @Test
    void old_records_are_forgotten_and_of_refused_ones_the_newest_are_kept() throws Exception {
        keep(record(NOON.minus(Duration.ofDays(401)), AuditRecord.Result.DONE, "old"));
        keep(record(NOON, AuditRecord.Result.DONE, "kept"));
        keep(record(NOON, AuditRecord.Result.REFUSED, "of a known client"));
        AuditActor stranger = new AuditActor(Optional.empty(), AuditActor.Way.REFUSED, Optional.of("192.0.2.9"));
        List<CompletableFuture<Void>> refused = new ArrayList<>();
        for (int i = 0; i < AuditLog.MOST_REFUSED + 50; i++) {
            refused.add(log.record(record(NOON.plusMillis(i), AuditRecord.Result.REFUSED, "refused " + i, stranger))
                    .toCompletableFuture());
        }
        CompletableFuture.allOf(refused.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

        log.forget(NOON.minus(Duration.ofDays(400)));

        Awaitility.await().untilAsserted(() -> {
            List<AuditRecord> left = new ArrayList<>();
            OptionalLong next = OptionalLong.empty();
            do {
                AuditPage page = log.page(AuditFilter.ALL, next, 500);
                page.records().forEach(one -> left.add(one.record()));
                next = page.next();
            } while (next.isPresent());
            assertThat(left).hasSize(AuditLog.MOST_REFUSED + 2);
            assertThat(left.get(left.size() - 1).about()).isEqualTo("kept");
            assertThat(left.get(left.size() - 2).about()).isEqualTo("of a known client");
            assertThat(left.get(left.size() - 3).about()).isEqualTo("refused 50");
        });
    }

    @Test
    void a_filter_that_admits_little_reads_a_bounded_part_and_says_where_to_go_on() throws Exception {
        keep(record(NOON, AuditRecord.Result.FAILED, "the one"));
        List<CompletableFuture<Void>> done = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            done.add(log.record(record(NOON, AuditRecord.Result.DONE, "other")).toCompletableFuture());
        }
        CompletableFuture.allOf(done.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        AuditFilter failed = filter(Set.of(), Set.of(AuditRecord.Result.FAILED), "", "", null, null);

        AuditPage first = log.page(failed, OptionalLong.empty(), 10);
        assertThat(first.records()).isEmpty();
        assertThat(first.next()).isPresent();
        AuditPage second = log.page(failed, first.next(), 10);
        assertThat(second.records()).hasSize(1);
        assertThat(second.next()).isEmpty();
        assertThatThrownBy(() -> log.page(failed, OptionalLong.empty(), 501))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
