package dev.jenvoy.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A copy of the launcher in a folder with a space in its name, with a PATH of ordinary tools and replacements. */
final class Installation {
    private static final List<String> TOOLS = List.of(
            "sh",
            "cat",
            "find",
            "head",
            "locale",
            "mkdir",
            "mv",
            "ps",
            "readlink",
            "rm",
            "rmdir",
            "sed",
            "sleep",
            "touch");
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    final Path scratch;
    final Path top;
    final Path bin;
    final Path jar;
    private final Map<String, String> environment = new TreeMap<>();

    /** The exit code and the output of a run. */
    record Ran(int code, String out, String err) {}

    Installation(Path scratch) throws IOException {
        this.scratch = scratch;
        this.top = Files.createDirectories(scratch.resolve("an installation"));
        this.bin = Files.createDirectories(scratch.resolve("bin"));
        this.jar = top.resolve("app/target/jenvoy.jar");
        Files.copy(launcher(), top.resolve("jenvoy"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String tool : TOOLS) {
            script(bin.resolve(tool), "exec " + installed(tool) + " \"$@\"");
        }
        environment.put("PATH", bin.toString());
        environment.put("HOME", scratch.toString());
    }

    /** Returns the launcher at the top of the project. */
    static Path launcher() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("jenvoy")) && Files.isRegularFile(at.resolve("pom.xml"))) {
                return at.resolve("jenvoy");
            }
        }
        throw new IllegalStateException("no folder above this one holds the launcher");
    }

    /** Returns a program of the machine. */
    static Path installed(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("this test needs " + program + ", which is not in PATH"));
    }

    static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Puts another program in the place of one of the machine. */
    void tool(String name, String text) throws IOException {
        script(bin.resolve(name), text);
    }

    /** Creates a Java of this release that prints its arguments. */
    Path java(String name, String release, boolean compiler) throws IOException {
        Path home = scratch.resolve(name);
        script(home.resolve("bin/java"), """
                echo "java %s"
                for argument in "$@"; do printf '[%%s]\\n' "$argument"; done
                echo "locale LANG=${LANG-none} LC_ALL=${LC_ALL-none} LC_CTYPE=${LC_CTYPE-none}"
                echo "pools ${MALLOC_ARENA_MAX-none}\"""".formatted(release));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + release + "\"\n");
        if (compiler) {
            script(home.resolve("bin/javac"), "exit 1");
        }
        return home;
    }

    /** Makes that Java able to write archives of classes, and counts them in {@link #archives}. */
    Path archiving(Path home, String release, String then) throws IOException {
        script(home.resolve("bin/java"), """
                for argument in "$@"; do
                  case $argument in
                    -XX:ArchiveClassesAtExit=*|-XX:AOTCacheOutput=*)
                      echo made >> '%1$s'
                      %2$s
                      echo archive > "${argument#*=}" ;;
                  esac
                done
                echo "java"
                for argument in "$@"; do printf '[%%s]\n' "$argument"; done""".formatted(scratch.resolve("archives"), then));
        Files.writeString(
                home.resolve("release"),
                "JAVA_VERSION=\"" + release + "\"\nJAVA_RUNTIME_VERSION=\"" + release + "+6-x\"\n");
        Path own = Files.createDirectories(home.resolve("lib/server")).resolve("classes.jsa");
        Files.writeString(own, "the JDK's own");
        Files.setLastModifiedTime(own, FileTime.from(LONG_AGO));
        return home;
    }

    int archives() throws IOException {
        Path file = scratch.resolve("archives");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    /** Puts that Java on the PATH by links, as distributions do. */
    void onPath(Path home) throws IOException {
        Path alternative = Files.createSymbolicLink(scratch.resolve("alternative"), home.resolve("bin/java"));
        Files.createSymbolicLink(bin.resolve("java"), alternative);
    }

    /** Creates a Maven that counts its calls in {@link #builds}, runs {@code then} and creates the jar. */
    void maven(String then) throws IOException {
        script(bin.resolve("mvn"), """
                echo "mvn $* with $JAVA_HOME in $PWD" >> '%s'
                echo "maven speaks"
                %s
                mkdir -p app/target
                echo built > app/target/jenvoy.jar""".formatted(scratch.resolve("builds"), then));
    }

    List<String> builds() throws IOException {
        Path file = scratch.resolve("builds");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    void sources() throws IOException {
        Files.createDirectories(top.resolve("app/src/main/java"));
        Files.writeString(top.resolve("app/src/main/java/A.java"), "class A {}");
        Files.writeString(top.resolve("pom.xml"), "<project/>");
        Files.writeString(top.resolve("app/pom.xml"), "<project/>");
        for (String old :
                List.of("app/src/main/java/A.java", "app/src/main/java", "app/src/main", "pom.xml", "app/pom.xml")) {
            Files.setLastModifiedTime(top.resolve(old), FileTime.from(LONG_AGO));
        }
    }

    /** Creates a jar that is this much newer than the sources. */
    void jar(Duration newer) throws IOException {
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "before");
        Files.setLastModifiedTime(jar, FileTime.from(LONG_AGO.plus(newer)));
    }

    Installation with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Ran run(String... arguments) throws IOException, InterruptedException {
        return await(start(top.resolve("jenvoy"), arguments));
    }

    Running start(Path launcher, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(scratch, "out", "");
        Path err = Files.createTempFile(scratch, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    /** A running launcher. */
    record Running(Process process, Path out, Path err) {}

    static Ran await(Running running) throws IOException, InterruptedException {
        if (!running.process().waitFor(60, TimeUnit.SECONDS)) {
            running.process().destroyForcibly();
            throw new AssertionError("the launcher still ran after 60 s");
        }
        return new Ran(running.process().exitValue(), Files.readString(running.out()), Files.readString(running.err()));
    }
}
