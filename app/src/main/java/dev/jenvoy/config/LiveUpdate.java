package dev.jenvoy.config;

import dev.jenvoy.option.UpdateReport;
import dev.jenvoy.option.json.Problem;
import java.util.List;

/**
 * What of a new configuration may take effect while the server runs.
 *
 * @param config the new one with what takes a restart as it was
 * @param problems the new one's warnings, and one for each key that takes a restart
 */
record LiveUpdate(Config config, List<Problem> problems) {

    static LiveUpdate of(Config old, LoadResult.Loaded loaded, ReadConfig reading) {
        UpdateReport report = new UpdateReport(loaded.warnings(), reading.positions());
        Config merged = old.update(loaded.config(), report);
        return new LiveUpdate(merged, report.problems());
    }
}
