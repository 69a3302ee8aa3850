package dev.jenvoy.hook;

import static dev.jenvoy.hook.HooksDir.subject;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ManyHooksTest {

    private static final int MANY = 10_000;
    private static final int ROUNDS = 300;

    @TempDir
    private Path temp;

    private HooksDir folder(String name, int hooks) {
        HooksDir quiet =
                new HooksDir(temp.resolve(name), new HookFolder(Clock.offset(Clock.systemUTC(), Duration.ofDays(1))));
        quiet.with("push", "push+lint", "push-site", "push-site-main", "all");
        IntStream.range(5, hooks).forEach(i -> quiet.with("push-repo" + i));
        return quiet;
    }

    /** Returns the shortest of many times, which shows the cost of the work without disturbance. */
    private static long quickest(HooksDir hooks, ChildRule rule) {
        HookSelector subject = subject("push acme/site main");
        long best = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            List<String> found = hooks.find(subject, rule);
            best = Math.min(best, System.nanoTime() - start);
            assertThat(found).containsExactly("push-site-main", "push-site", "push", "push+lint", "all");
        }
        return best;
    }

    @ParameterizedTest
    @EnumSource
    void ten_thousand_hooks_cost_a_delivery_about_what_ten_do(ChildRule rule) {
        HooksDir few = folder("few", 10);
        HooksDir many = folder("many", MANY);
        long ofFew = quickest(few, rule);
        long ofMany = quickest(many, rule);
        // Reading or walking ten thousand names costs more than a hundred times as much.
        assertThat(ofMany).as("nanoseconds, of ten hooks %s", ofFew).isLessThan(8 * ofFew + 200_000);
    }

    @Test
    void a_repository_of_ten_thousand_is_found() {
        HooksDir many = folder("many", MANY);
        assertThat(many.find(subject("push repo9999"), ChildRule.DELIMITED))
                .containsExactly("push-repo9999", "push", "push+lint", "all");
    }
}
