package dev.jenvoy.hook.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.hook.ChildRule;
import dev.jenvoy.hook.HooksDir;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrefixCollisionsTest {

    @TempDir
    private Path root;

    private List<String> pairs(String... files) {
        new HooksDir(root).with(files);
        return PrefixCollisions.of(
                HookCatalogue.of(HooksDir.settings(root, ChildRule.PREFIX)).files());
    }

    @Test
    void a_repository_that_begins_with_anothers_name_is_a_pair() {
        assertThat(pairs("push-site", "push-sitelint", "push-other"))
                .singleElement()
                .asString()
                .startsWith("push-sitelint also runs as a child of push-site,");
    }

    @Test
    void a_repository_that_only_other_events_name_is_known_as_well() {
        assertThat(pairs("all-site", "push-site2-main"))
                .singleElement()
                .asString()
                .contains("child of push-site,");
    }

    @Test
    void a_name_that_goes_on_with_a_dash_is_none() {
        assertThat(pairs("push-site", "push-site-main", "push-site-2", "all-site"))
                .isEmpty();
    }

    @Test
    void children_and_what_never_runs_are_none() {
        assertThat(pairs("push-site", "push-site+lint", "push-sitex~", "push-sitex.sh", "push", "pushlint"))
                .isEmpty();
    }

    @Test
    void branches_that_begin_with_anothers_name_are_pairs() {
        assertThat(pairs("push-site-main", "push-site-maintenance"))
                .singleElement()
                .asString()
                .contains("child of push-site-main,");
        assertThat(pairs("push-web-f/a", "push-web-f/ab")).anyMatch(s -> s.contains("child of push-web-f/a,"));
    }

    @Test
    void owners_keep_their_repositories_apart() {
        assertThat(pairs("@acme/push-site", "@other/push-sitelint")).isEmpty();
        assertThat(pairs("@acme/push-sitelint")).singleElement().asString().contains("@acme/push-site,");
    }

    @Test
    void many_pairs_are_counted() {
        String[] files = new String[200];
        for (int i = 0; i < files.length; i++) {
            files[i] = "push-repo" + i;
        }
        List<String> pairs = pairs(files);
        assertThat(pairs).hasSize(21);
        assertThat(pairs.get(20)).isEqualTo("and 170 more such pairs; \"child_hooks\": \"delimited\" has none");
    }

    @Test
    void a_missing_folder_has_none() {
        assertThat(PrefixCollisions.of(HookCatalogue.of(HooksDir.settings(root.resolve("nowhere"), ChildRule.PREFIX))
                        .files()))
                .isEmpty();
    }
}
