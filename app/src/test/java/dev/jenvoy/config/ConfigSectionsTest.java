package dev.jenvoy.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.option.Option;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sections of keys. */
final class ConfigSectionsTest {

    @Test
    void each_key_is_in_one_section() {
        List<String> keys = Config.keys().stream().map(Option::key).toList();

        assertThat(keys).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    }
}
