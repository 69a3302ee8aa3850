package dev.jenvoy.hook.schedule;

import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ValueReaders;
import java.time.ZoneId;
import java.util.Optional;

/** The type of a key with a schedule. Apart from {@link CronSchedule}, which is loaded only when a file has one. */
public final class ScheduleType {

    /** {@code ""} means that there is no schedule. A schedule without a time zone is in that of the server. */
    public static final ValueType<Optional<CronSchedule>> TYPE = new ValueType<>(
            "five fields and a time zone",
            context -> ScheduleType::read,
            schedule -> schedule.map(CronSchedule::text),
            (old, wanted, report) -> wanted,
            false);

    private ScheduleType() {}

    private static Optional<Optional<CronSchedule>> read(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Text text)) {
            return ValueReaders.wrong(node, place, "a schedule like \"30 2 * * * Europe/Vienna\"");
        }
        if (text.value().isEmpty()) {
            return Optional.of(Optional.empty());
        }
        try {
            return Optional.of(Optional.of(CronSchedule.parse(text.value(), ZoneId.systemDefault())));
        } catch (IllegalArgumentException e) {
            place.error(node, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
