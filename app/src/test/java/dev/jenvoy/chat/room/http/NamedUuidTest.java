package dev.jenvoy.chat.room.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class NamedUuidTest {

    @Test
    void a_named_uuid_is_of_version_5_and_the_same_each_time() {
        UUID uuid = NamedUuid.of("0123");

        assertThat(uuid).isEqualTo(NamedUuid.of("0123")).isNotEqualTo(NamedUuid.of("0124"));
        assertThat(uuid.version()).isEqualTo(5);
    }
}
