package dev.jenvoy.log;

import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.ValueReaders;

/**
 * Options of the log.
 *
 * @param level the least urgent kind of line that is logged
 * @param format how a line looks
 * @param access whether every request is logged, at any level
 */
public record LogOptions(Level level, LogFormat format, boolean access) {

    private static final ValueType<Level> LEVEL =
            ValueType.of("level", ValueReaders.choice(Level.values(), true), Level::name);

    public static final OptionGroup<LogOptions> GROUP = OptionGroup.of(
            Options.of("debug_level", LEVEL, Level.INFO)
                    .live("`\"DEBUG\"`, `\"INFO\"`, `\"WARNING\"`, `\"ERROR\"` or `\"CRITICAL\"`."),
            Options.choice("log_format", LogFormat.values()).live("The format of a line of [the log](log.md)."),
            Options.flag("access_log", false).live("Log every request, at any `debug_level`."),
            LogOptions::new);
}
