package dev.jenvoy.forge.report;

import java.util.Optional;
import java.util.Set;

/** Says which reports the author of a hook wants. */
public interface WantedReports {

    /** Where a report is written. */
    enum Form {
        STATUS,
        COMMENT
    }

    /** Returns the kind of the actions that are hooks. */
    String kind();

    /** Returns the reports about a hook of this name. */
    Set<Form> of(String hook);

    /** Returns the host of the repositories of a sender that is no forge's, where the configuration names it. */
    Optional<String> forgeOf(String source);
}
