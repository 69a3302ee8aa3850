package dev.jenvoy.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.process.os.LibC;
import dev.jenvoy.process.output.CapturedOutput;
import java.io.FileInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Tests the surroundings of a command at its start. */
final class CommandSurroundingsTest extends CommandsContract {
    private static final int PIPE = 13;
    private static final int ALRM = 14;
    private static final int TERM = 15;
    private static final int CHLD = 17;

    @Test
    void it_has_descriptors_0_1_and_2_only() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                FileInputStream open = new FileInputStream(input.toFile())) {
            assertThat(listening.isBound() && open.available() > 0).isTrue();

            // Descriptor 3 is the folder that ls itself reads.
            assertThat(text(run(command("/bin/ls", "/proc/self/fd"), AMPLE).stdout()))
                    .isEqualTo("0\n1\n2\n3\n");
        }
    }

    @Test
    void it_has_default_signals_and_no_blocked_one() throws Exception {
        Assumptions.assumeTrue(way != LaunchWay.PORTABLE, "a stated weakness of the portable way");

        assertThat(signals("SigBlk")).isZero();
        assertThat(signals("SigIgn")).isZero();
    }

    @Test
    void the_signals_that_matter_to_scripts_have_their_default_effect() throws Exception {
        long matter = 0;
        for (int signal : new int[] {PIPE, ALRM, TERM, CHLD}) {
            matter |= 1L << (signal - 1);
        }

        assertThat((signals("SigBlk") | signals("SigIgn")) & matter).isZero();
    }

    /** Returns a line of the command's own status. */
    private long signals(String set) throws Exception {
        CommandResult result = run(command("/bin/grep", "^" + set, "/proc/self/status"), AMPLE);
        return Long.parseUnsignedLong(
                text(result.stdout()).substring(set.length() + 1).strip(), 16);
    }

    @Test
    void it_leads_a_session_and_a_group_without_a_terminal() throws Exception {
        String[] stat = text(run(command("/bin/cat", "/proc/self/stat"), AMPLE).stdout())
                .split(" ", -1);

        assertThat(stat[4]).as("process group").isEqualTo(stat[0]);
        assertThat(stat[5]).as("session").isEqualTo(stat[0]);
        assertThat(stat[6]).as("terminal").isEqualTo("0");
    }

    @Test
    void its_environment_is_exactly_the_given_one() throws Exception {
        Map<String, String> environment = Map.of("A", "1", "EMPTY", "", "LINES", "x\ny=z", "WORD", " x ");

        CommandResult result = run(new Command(List.of("/usr/bin/env", "-0"), folder, environment, input), AMPLE);

        assertThat(text(result.stdout()).split("\0", -1))
                .containsExactlyInAnyOrder("A=1", "EMPTY=", "LINES=x\ny=z", "WORD= x ", "");
    }

    @Test
    void an_empty_environment_is_possible() throws Exception {
        CommandResult result = run(new Command(List.of("/usr/bin/env"), folder, Map.of(), input), AMPLE);

        assertThat(result.stdout()).isEqualTo(CapturedOutput.EMPTY);
        assertThat(result.exit()).isEqualTo(new Exit.Exited(0));
    }

    @Test
    void it_runs_in_its_directory() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("a b\nc"));

        CommandResult result = run(new Command(List.of("/bin/pwd"), directory, Map.of(), input), AMPLE);

        assertThat(text(result.stdout())).isEqualTo(directory.toRealPath() + "\n");
    }

    @Test
    void its_input_is_the_file() throws Exception {
        CommandResult result = run("cat; readlink /proc/self/fd/0");

        assertThat(text(result.stdout())).isEqualTo("{\"a\": 1}\n" + input.toRealPath() + "\n");
    }

    @Test
    void an_argument_arrives_as_it_is() throws Exception {
        String[] arguments = {"", " a  b ", "x\ny", "\"'$(date)\\", "-n", "*"};
        Path file = file("script", "#!/bin/sh\nprintf '<%s>' \"$@\"\n");
        Command command = command(
                file.toString(), arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);

        assertThat(text(run(command, AMPLE).stdout())).isEqualTo("<" + String.join("><", arguments) + ">");
    }

    @Test
    void a_file_of_any_name_runs() throws Exception {
        for (String name : List.of(" a b ", "new\nline", "-n", "quote\"'", "back\\slash", "${x}")) {
            Path file = file(name, "#!/bin/sh\necho ran\n");

            assertThat(text(run(command(file.toString()), AMPLE).stdout()))
                    .as(name)
                    .isEqualTo("ran\n");
        }
    }

    @Test
    void a_file_and_a_folder_with_names_beyond_ascii_are_found() throws Exception {
        assumeUtf8();
        Path directory = Files.createDirectory(folder.resolve("Köln ☃"));
        Path file = file("schön", "#!/bin/sh\npwd; echo \"$1\"\n");

        CommandResult result = run(new Command(List.of(file.toString(), "日本"), directory, ENVIRONMENT, input), AMPLE);

        assertThat(text(result.stdout())).isEqualTo(directory.toRealPath() + "\n日本\n");
    }

    @Test
    void texts_beyond_ascii_arrive_as_utf8_under_any_locale() throws Exception {
        if (way == LaunchWay.PORTABLE) {
            assumeUtf8();
        }
        Command command = new Command(
                List.of("/usr/bin/env", "W=日本", "env"), folder, Map.of("V", "Köln", "PATH", "/usr/bin"), input);

        assertThat(text(run(command, AMPLE).stdout())).contains("V=Köln\n").contains("W=日本\n");
    }

    /** The service manager hardens the server like this. */
    @Test
    void its_umask_is_not_the_servers() throws Exception {
        serverUmask(0027);

        CommandResult result = run("umask; : >made");

        assertThat(text(result.stdout())).isEqualTo("0022\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("made"))))
                .isEqualTo("rw-r--r--");
        // Files of the server itself keep the hardened mode, on this thread too.
        Path own = Files.createFile(folder.resolve("own"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void its_environment_is_exactly_the_given_one_under_another_umask_too() throws Exception {
        serverUmask(0077);

        CommandResult result = run(new Command(List.of("/usr/bin/env"), folder, Map.of("A", "1"), input), AMPLE);

        assertThat(text(result.stdout())).isEqualTo("A=1\n");
    }

    /** Sets the umask of this thread, which belongs to the test, as if the server had been started with it. */
    private void serverUmask(int mask) {
        Assumptions.assumeTrue(LibC.obstacle().isEmpty(), "this test sets a umask by native calls");
        Assumptions.assumeTrue(
                LibC.unshare(LibC.CLONE_FS) == 0, "this test needs a thread with a umask of its own (unshare)");
        LibC.umask(mask);
        commands = way.commands();
    }

    private static void assumeUtf8() {
        Assumptions.assumeTrue(
                "UTF-8".equals(System.getProperty("sun.jnu.encoding")), "this test needs a UTF-8 locale");
    }
}
