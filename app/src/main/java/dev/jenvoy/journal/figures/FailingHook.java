package dev.jenvoy.journal.figures;

import dev.jenvoy.journal.DeliverySummary;
import java.time.Instant;
import java.util.Optional;

/**
 * An action that failed when it last ran for a repository, branch and tag.
 *
 * @param entry the delivery with the newest failure
 * @param failure how it failed there
 * @param since when the first delivery was received that failed after the last success
 * @param failures how many have failed since then
 * @param isSinceStart whether it fails since exactly then; if not, it fails since then at least, because no earlier success was looked for
 */
public record FailingHook(
        long entry,
        Optional<String> owner,
        Optional<String> repository,
        Optional<String> branch,
        Optional<String> tag,
        DeliverySummary.Failure failure,
        Instant since,
        int failures,
        boolean isSinceStart) {}
