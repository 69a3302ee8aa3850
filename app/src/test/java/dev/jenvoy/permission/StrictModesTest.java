package dev.jenvoy.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests real folders, links and modes, with other owners if the tests run as root. */
class StrictModesTest {

    private static final int STRANGER = 65_534;

    @TempDir
    Path temp;

    private Path root;
    private StrictModes modes;

    @BeforeEach
    void makeFolder() throws IOException {
        // The folders above belong to the machine, so these tests do not check them.
        root = Files.createDirectory(temp.toRealPath().resolve("root"));
        modes = StrictModes.of(Map.of());
        assertThat(modes.look(root)).as("the way to the temporary folder").isEmpty();
    }

    private Path folder(String name, String mode) throws IOException {
        return mode(Files.createDirectories(root.resolve(name)), mode);
    }

    private Path file(String name, String mode) throws IOException {
        return mode(Files.writeString(root.resolve(name), "x"), mode);
    }

    private static Path mode(Path path, String mode) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static void sticky(Path folder) throws IOException {
        Files.setAttribute(folder, "unix:mode", 01777);
    }

    private static void giveAway(Path path) throws IOException {
        assumeTrue(StrictModes.of(Map.of()).isRoot(), "only root gives files away");
        Files.setAttribute(path, "unix:uid", STRANGER, java.nio.file.LinkOption.NOFOLLOW_LINKS);
    }

    private static Tuple[] none() {
        return new Tuple[0];
    }

    private void assertFlaws(Path path, Tuple... expected) {
        assertThat(modes.look(path))
                .extracting(Flaw::kind, Flaw::step, Flaw::at)
                .containsExactly(expected);
    }

    @Test
    void a_file_that_its_owner_alone_may_write_to_is_safe() throws IOException {
        assertFlaws(file("f", "rwxr-xr-x"), none());
        assertFlaws(Path.of("/bin/sh"), none());
    }

    @Test
    void a_file_that_every_user_may_write_to_is_not() throws IOException {
        Path file = file("f", "rw-rw-rw-");
        assertFlaws(file, tuple(Flaw.Kind.OTHERS_WRITE, Flaw.Step.ITSELF, file));
    }

    @Test
    void a_folder_that_every_user_may_write_to_spoils_all_below_it() throws IOException {
        Path open = folder("open", "rwxrwxrwx");
        folder("open/below", "rwxr-xr-x");
        assertFlaws(file("open/below/f", "rw-r--r--"), tuple(Flaw.Kind.OTHERS_WRITE, Flaw.Step.FOLDER, open));
        assertFlaws(open.resolve("missing"), tuple(Flaw.Kind.OTHERS_WRITE, Flaw.Step.FOLDER, open));
    }

    @Test
    void in_a_sticky_folder_what_is_ones_own_is_safe_unless_all_in_it_is_trusted() throws IOException {
        Path open = folder("open", "rwxrwxrwx");
        sticky(open);
        assertFlaws(file("open/f", "rw-r--r--"), none());
        assertFlaws(open, none());
        assertThat(modes.lookInside(open)).extracting(Flaw::kind).containsExactly(Flaw.Kind.OTHERS_WRITE);
    }

    @Test
    void a_links_target_and_the_folders_above_that_count() throws IOException {
        Path open = folder("open", "rwxrwxrwx");
        file("open/f", "rw-r--r--");
        Path link = Files.createSymbolicLink(root.resolve("link"), Path.of("open/../open/f"));
        Path chain = Files.createSymbolicLink(root.resolve("chain"), link);
        assertThat(modes.look(chain)).allSatisfy(flaw -> assertThat(flaw.at()).isEqualTo(open));
        assertThat(modes.look(chain)).isNotEmpty();

        Path target = file("target", "rw-rw-rw-");
        Path other = Files.createSymbolicLink(root.resolve("other"), Path.of("target"));
        assertFlaws(other, tuple(Flaw.Kind.OTHERS_WRITE, Flaw.Step.ITSELF, target));
    }

    @Test
    void a_link_in_an_open_folder_is_as_open_as_that() throws IOException {
        Path open = folder("open", "rwxrwxrwx");
        file("f", "rw-r--r--");
        Path link = Files.createSymbolicLink(open.resolve("link"), Path.of("../f"));
        assertFlaws(link, tuple(Flaw.Kind.OTHERS_WRITE, Flaw.Step.FOLDER, open));
    }

    @Test
    void a_loop_of_links_ends() throws IOException {
        Path loop = Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
        assertFlaws(loop, none());
    }

    @Test
    void another_owner_of_file_folder_or_link_is_a_flaw() throws IOException {
        Path file = file("f", "rw-r--r--");
        giveAway(file);
        assertFlaws(file, tuple(Flaw.Kind.OTHER_OWNER, Flaw.Step.ITSELF, file));

        Path folder = folder("theirs", "rwxr-xr-x");
        Path inside = file("theirs/f", "rw-r--r--");
        giveAway(folder);
        assertFlaws(inside, tuple(Flaw.Kind.OTHER_OWNER, Flaw.Step.FOLDER, folder));

        Path link = Files.createSymbolicLink(root.resolve("link"), file("own", "rw-r--r--"));
        giveAway(link);
        assertFlaws(link, tuple(Flaw.Kind.OTHER_OWNER, Flaw.Step.LINK, link));
        assertThat(modes.lookAtEntry(link)).extracting(Flaw::kind).containsExactly(Flaw.Kind.OTHER_OWNER);
    }

    @Test
    void what_belongs_to_root_is_as_good_as_the_servers_own() throws IOException {
        int mine = (int) Files.getAttribute(root, "unix:uid");
        StrictModes service = new StrictModes(STRANGER, STRANGER, "");
        assertThat(service.look(Path.of("/bin/sh"))).isEmpty();
        Path file = file("f", "rw-r--r--");
        assertThat(service.lookAtEntry(file).isEmpty()).isEqualTo(mine == 0);
    }

    @Test
    void a_group_that_may_write_is_a_warning_unless_it_is_group_0_or_ones_own_alone() throws IOException {
        Path file = file("f", "rw-rw-r--");
        int group = (int) Files.getAttribute(file, "unix:gid");
        int user = (int) Files.getAttribute(file, "unix:uid");
        assertThat(new StrictModes(user, user, "").lookAtEntry(file))
                .extracting(Flaw::kind)
                .isEqualTo(group == 0 || group == user ? List.of() : List.of(Flaw.Kind.GROUP_WRITES));
        assumeTrue(user == 0, "only root gives files away");
        Files.setAttribute(file, "unix:gid", 4321);
        assertThat(modes.look(file)).singleElement().satisfies(flaw -> {
            assertThat(flaw.isGrave()).isFalse();
            assertThat(flaw.words("it")).isEqualTo("members of group 4321 may write to it (mode g+w)");
        });
        Files.setAttribute(file, "unix:uid", 4321);
        assertThat(new StrictModes(4321, 4321, "").lookAtEntry(file)).isEmpty();
    }

    @Test
    void the_words_hold_a_path_only_where_they_are_meant_to() throws IOException {
        Path open = folder("open", "rwxrwxrwx");
        Flaw flaw = modes.look(file("open/f", "rw-r--r--")).get(0);
        assertThat(flaw.words("it")).isEqualTo("others may write to a folder that contains it (mode o+w)");
        assertThat(flaw.wordsWithPath("it")).isEqualTo(flaw.words("it") + ": " + open);
    }

    @Test
    void only_the_environment_turns_refusals_into_warnings() {
        assertThat(modes.isEnforced()).isTrue();
        assertThat(StrictModes.of(Map.of(StrictModes.VARIABLE, "warn")).isEnforced())
                .isFalse();
        StrictModes misspelt = StrictModes.of(Map.of(StrictModes.VARIABLE, "off"));
        assertThat(misspelt.isEnforced()).isTrue();
        assertThat(misspelt.misspelling()).isPresent();
        assertThat(modes.misspelling()).isEmpty();
    }

    @Test
    void for_root_beside_a_server_of_another_user_owners_are_not_judged() throws IOException {
        Path file = file("f", "rw-r--rw-");
        giveAway(file);
        assertThat(StrictModes.of(StrictModes.asOnlooker(Map.of())).look(file))
                .extracting(Flaw::kind)
                .containsExactly(Flaw.Kind.OTHERS_WRITE);
        Map<String, String> warned = Map.of(StrictModes.VARIABLE, "warn");
        assertThat(StrictModes.asOnlooker(warned)).isEqualTo(warned);
    }

    @Test
    void the_file_itself_is_looked_at_anew_each_time() throws IOException {
        Path file = file("f", "rwxr-xr-x");
        StrictModes.Look first = modes.lookAtFile(file, StrictModes.Look.NONE);
        assertThat(first.flaw()).isEmpty();
        assertThat(modes.lookAtFile(file, first)).isSameAs(first);
        mode(file, "rwxrwxrwx");
        assertThat(modes.lookAtFile(file, first).flaw()).isPresent();
    }
}
