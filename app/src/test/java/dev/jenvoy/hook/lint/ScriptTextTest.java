package dev.jenvoy.hook.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.hook.head.HookHead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTextTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# jenvoy: env.TOKEN = planted",
                "# jenvoy: env.TOKEN = a\rplanted",
                "# jenvoy:\renv.TOKEN=planted",
                "# jenvoy:\fenv.TOKEN\f=\fplanted",
                "# jenvoy:\u000benv.TOKEN \r= \rplanted\r",
                "# Jenvoy env.TOKEN = planted"
            })
    void the_expression_of_a_variable_is_left_out_in_every_form(String line) throws Exception {
        Path file = Files.writeString(folder.resolve("push"), "#!/bin/sh\n" + line + "\necho shown\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));

        Optional<ScriptText> text =
                ScriptText.of(folder, new HookListing("push", List.of(), Optional.empty(), true, HookHead.NONE));

        assertThat(text.orElseThrow().text())
                .contains("env.TOKEN", "echo shown")
                .doesNotContain("planted");
    }
}
