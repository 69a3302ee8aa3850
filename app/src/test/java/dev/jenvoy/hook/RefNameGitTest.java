package dev.jenvoy.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.RefName;
import dev.jenvoy.machine.Component;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Branch names follow git's rules: a name is accepted exactly if git accepts it. */
final class RefNameGitTest {

    /** One program asks git about each line, because a Java process for each would take a minute. */
    private static final String EACH = "while IFS= read -r name; do "
            + "if git check-ref-format \"refs/heads/$name\"; then echo yes; else echo no; fi; done";

    @BeforeProperty
    void needGit() {
        Component.need("git");
    }

    @Provide
    Arbitrary<List<String>> names() {
        Arbitrary<String> pieces = Arbitraries.of(
                "a",
                "b",
                ".",
                "..",
                "/",
                "//",
                "@",
                "{",
                "@{",
                "~",
                "^",
                ":",
                "?",
                "*",
                "[",
                "\\",
                " ",
                "-",
                ".lock",
                "lock",
                "\t",
                "\u0001",
                "\u007f",
                "\u0080",
                "\u00e9",
                "\ud83d\ude00",
                "+",
                "=",
                "'",
                "\"",
                "$",
                "#",
                "refs/heads/",
                "HEAD",
                "%",
                "|",
                "]",
                "}",
                "!");
        Arbitrary<String> made = pieces.list().ofMaxSize(5).map(list -> String.join("", list));
        Arbitrary<String> any = Arbitraries.strings()
                .withCharRange('\u0001', '\u2fff')
                .excludeChars('\n')
                .ofMaxLength(8);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(4, made), net.jqwik.api.Tuple.of(1, any))
                .list()
                .ofSize(400);
    }

    @Property(tries = 3, shrinking = net.jqwik.api.ShrinkingMode.OFF)
    void a_branchs_name_is_what_git_takes_as_one(@ForAll("names") List<String> names) throws Exception {
        List<String> answers = ask(names);
        assertThat(answers).hasSameSizeAs(names);
        for (int i = 0; i < names.size(); i++) {
            assertThat(RefName.isName(names.get(i)))
                    .as("<%s>, where git says %s", names.get(i), answers.get(i))
                    .isEqualTo(answers.get(i).equals("yes"));
        }
    }

    private static List<String> ask(List<String> names) throws IOException, InterruptedException {
        Path asked = Files.createTempFile("refs", "");
        try {
            Files.writeString(asked, String.join("\n", names) + "\n", StandardCharsets.UTF_8);
            Process process = new ProcessBuilder("sh", "-c", EACH)
                    .redirectInput(asked.toFile())
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return answer.lines().toList();
        } finally {
            Files.delete(asked);
        }
    }
}
