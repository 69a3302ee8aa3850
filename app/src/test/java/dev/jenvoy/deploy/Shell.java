package dev.jenvoy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs scripts with a PATH of ordinary tools and replacements only, so that the machine's own docker or oc is never
 * used. A replacement records its arguments, and prints and fails as configured.
 */
final class Shell {
    private static final List<String> TOOLS = List.of(
            "sh", "awk", "cat", "chmod", "chown", "cksum", "cut", "date", "dirname", "env", "grep", "gzip", "id", "ls",
            "mkdir", "mv", "od", "rm", "sed", "sleep", "tar", "tr", "wc");

    private final Path home;
    private final Path bin;
    private final Path log;
    private final Map<String, String> environment = new TreeMap<>();

    /** The exit code and the output of a script. */
    record Run(int code, String out, String err) {}

    /** Creates a shell whose files are in {@code home}. */
    Shell(Path home) throws IOException {
        this.home = home;
        this.bin = Files.createDirectories(home.resolve("bin"));
        this.log = home.resolve("calls");
        for (String tool : TOOLS) {
            Path there = Checkout.installed(tool)
                    .orElseThrow(() -> new AssertionError("this test needs " + tool + ", which is not installed"));
            Checkout.executable(bin.resolve(tool), "#!/bin/sh\nexec " + there + " \"$@\"\n");
        }
        Files.createDirectories(home.resolve("tmp"));
        environment.put("PATH", bin.toString());
        environment.put("HOME", home.toString());
        environment.put("TMPDIR", home.resolve("tmp").toString());
    }

    Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Puts a recording replacement for {@code command} on the PATH. */
    Shell standIn(String command) throws IOException {
        Checkout.executable(bin.resolve(command), """
                #!/bin/sh
                { printf '%%s' %s; printf '\\037%%s' "$@"; printf '\\n'; } >> '%s'
                for file in '%s'/answer.*; do
                  [ -e "$file" ] || continue
                  case "$* " in
                    *"$(sed -n 1p "$file") "*)
                      code=$(sed -n 2p "$file")
                      if [ "$code" = 0 ]; then sed 1,2d "$file"; else sed 1,2d "$file" >&2; fi
                      exit "$code" ;;
                  esac
                done
                """.formatted(command, log, home));
        return this;
    }

    /** Makes calls whose arguments contain {@code words} print {@code text} and end with {@code code}. */
    Shell answer(String words, int code, String text) throws IOException {
        Path file = home.resolve("answer." + Math.abs(words.hashCode()));
        Files.writeString(file, words + "\n" + code + "\n" + text + "\n");
        return this;
    }

    /** Runs {@code command} in {@code folder} without input. Fails the test if it takes half a minute. */
    Run run(Path folder, String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(home, "out", "");
        Path err = Files.createTempFile(home, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after 30 s: " + String.join(" ", command));
        }
        return new Run(process.exitValue(), Checkout.read(out), Checkout.read(err));
    }

    /** Returns the arguments of all calls, oldest first. */
    List<List<String>> calls() throws IOException {
        List<List<String>> calls = new ArrayList<>();
        if (Files.exists(log)) {
            for (String line : Files.readAllLines(log)) {
                calls.add(Arrays.asList(line.split("\u001f", -1)));
            }
        }
        return calls;
    }

    /** Returns the only call whose words begin with {@code words}. */
    List<String> call(String... words) throws IOException {
        List<List<String>> found = calls().stream()
                .filter(call -> call.size() >= words.length
                        && call.subList(0, words.length).equals(Arrays.asList(words)))
                .toList();
        assertThat(found).as("calls of %s", String.join(" ", words)).hasSize(1);
        return found.get(0);
    }

    void forgetCalls() throws IOException {
        Files.deleteIfExists(log);
    }
}
