package dev.jenvoy.hook.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests the variables of hooks that the server's own environment lacks. */
final class HookDefaultsTest {

    private static final Account ANN = new Account("ann", "/home/ann");

    private static Map<String, String> inherited(Map<String, String> server) {
        return HookEnvironment.inherited(server, ANN, name -> false);
    }

    @Test
    void a_server_without_an_environment_gives_hooks_what_its_account_has() {
        assertThat(inherited(Map.of()))
                .containsEntry("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
                .containsEntry("HOME", "/home/ann")
                .containsEntry("USER", "ann")
                .containsEntry("LOGNAME", "ann")
                .containsEntry("SHELL", "/bin/sh")
                .containsEntry("LANG", "C.UTF-8")
                .hasSize(6);
    }

    @Test
    void what_the_server_has_wins() {
        Map<String, String> server =
                Map.of("PATH", "/bin", "HOME", "/srv", "USER", "bob", "LANG", "de_AT.UTF-8", "TZ", "UTC");

        assertThat(inherited(server)).containsAllEntriesOf(server).containsEntry("LOGNAME", "bob");
        assertThat(inherited(Map.of("LOGNAME", "bob"))).containsEntry("USER", "bob");
    }

    @Test
    void an_empty_variable_is_a_missing_one() {
        assertThat(inherited(Map.of("HOME", "", "PATH", "", "USER", "", "TZ", "")))
                .containsEntry("HOME", "/home/ann")
                .containsEntry("USER", "ann")
                .doesNotContainValue("")
                .doesNotContainKey("TZ");
    }

    @Test
    void the_servers_shell_reaches_no_hook() {
        assertThat(inherited(Map.of("SHELL", "/usr/sbin/nologin"))).containsEntry("SHELL", "/bin/sh");
    }

    @Test
    void a_locale_for_everything_needs_no_other() {
        assertThat(inherited(Map.of("LC_ALL", "C"))).doesNotContainKey("LANG");
    }

    @Test
    void a_user_whom_the_system_does_not_know_is_at_home_in_the_root_folder() {
        assertThat(HookEnvironment.inherited(Map.of(), new Account("", "/"), name -> false))
                .containsEntry("HOME", "/")
                .doesNotContainKeys("USER", "LOGNAME");
    }

    @Test
    void this_process_has_an_account() {
        assertThat(Path.of(Account.ofThisProcess().home())).isAbsolute();
    }
}
