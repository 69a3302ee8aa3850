package dev.jenvoy.audit;

import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import java.time.Duration;

/**
 * Options of the audit log.
 *
 * @param retention how long its records are kept
 */
public record AuditOptions(Duration retention) {
    public static final OptionGroup<AuditOptions> GROUP = OptionGroup.of(
            Options.duration("audit_retention", Duration.ofDays(400))
                    .live("How long records of the [audit log](audit.md) are kept."),
            AuditOptions::new);
}
