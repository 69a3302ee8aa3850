package dev.jenvoy.app;

import dev.jenvoy.audit.AuditActor;
import dev.jenvoy.audit.AuditLog;
import dev.jenvoy.audit.AuditRecord;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records in the audit log that the configuration changed while the server ran: which keys, not their values. */
final class AuditedChange {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.audit");

    private AuditedChange() {}

    /** Does not wait for the disk. */
    static void record(AuditLog audit, InstantSource clock, List<String> keys) {
        AuditRecord record = new AuditRecord(
                clock.instant(),
                "configuration",
                AuditRecord.Result.DONE,
                AuditActor.SERVER,
                OptionalLong.empty(),
                String.join(", ", keys),
                "");
        audit.record(record).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.error("record of the audit log is lost act=configuration", failure);
            }
        });
    }
}
