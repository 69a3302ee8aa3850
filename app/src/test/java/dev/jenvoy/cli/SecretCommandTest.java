package dev.jenvoy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretCommandTest {

    @TempDir
    private Path folder;

    @Test
    void a_secret_is_256_random_bits_as_hex() {
        Cli.Ran first = new Cli(folder).run("secret");
        Cli.Ran second = new Cli(folder).run("secret");

        assertThat(first.code()).isZero();
        assertThat(first.out()).matches("[0-9a-f]{64}\\R");
        assertThat(first.err()).isEmpty();
        assertThat(second.out()).isNotEqualTo(first.out());
    }

    @Test
    void programs_get_an_object() {
        Cli.Ran ran = new Cli(folder).run("secret", "--json");

        assertThat(JsonParser.parseString(ran.out())
                        .getAsJsonObject()
                        .get("secret")
                        .getAsString())
                .matches("[0-9a-f]{64}");
    }

    @Test
    void an_argument_too_many_is_wrong_usage() {
        assertThat(new Cli(folder).run("secret", "more").code()).isEqualTo(2);
    }
}
