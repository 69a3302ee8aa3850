package dev.jenvoy.hook;

import static dev.jenvoy.hook.HooksDir.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HookNamesTest {

    @TempDir
    private Path temp;

    @ParameterizedTest
    @EnumSource
    void the_six_names_run_in_their_order(ChildRule rule) {
        HooksDir hooks =
                new HooksDir(temp).with("all", "all-site", "all-site-main", "push", "push-site", "push-site-main");
        assertThat(hooks.find(subject("push acme/site main"), rule))
                .containsExactly("push-site-main", "push-site", "push", "all-site-main", "all-site", "all");
    }

    @Test
    void the_owners_six_come_first() {
        HooksDir hooks = new HooksDir(temp)
                .with("push-site", "all", "@acme/push-site-main", "@acme/push", "@acme/all", "@other/push-site");
        assertThat(hooks.find(subject("push acme/site main"), ChildRule.DELIMITED))
                .containsExactly("@acme/push-site-main", "@acme/push", "@acme/all", "push-site", "all");
    }

    @Test
    void two_owners_can_each_have_a_site() {
        HooksDir hooks = new HooksDir(temp).with("@acme/push-site", "@other/push-site");
        assertThat(hooks.find(subject("push other/site main"), ChildRule.PREFIX))
                .containsExactly("@other/push-site");
        assertThat(hooks.find(subject("push site main"), ChildRule.PREFIX)).isEmpty();
    }

    @Test
    void an_owner_of_nested_groups_has_nested_folders() {
        HooksDir hooks = new HooksDir(temp).with("@group/sub/push-site", "@group/push-site", "@group/all");
        assertThat(hooks.find(subject("push group/sub/site main"), ChildRule.DELIMITED))
                .containsExactly("@group/sub/push-site");
    }

    @Test
    void an_owners_folder_is_named_as_the_owner_is_whatever_its_name_begins_with() {
        HooksDir hooks =
                new HooksDir(temp).with("@-ann-/push-site", "@.ann/push", "@ann_acme/all", "@~-ann-/push", "push");
        assertThat(hooks.find(subject("push -ann-/site main"), ChildRule.DELIMITED))
                .containsExactly("@-ann-/push-site", "push");
        assertThat(hooks.find(subject("push .ann/site main"), ChildRule.PREFIX)).containsExactly("@.ann/push", "push");
        assertThat(hooks.find(subject("push ann_acme/site main"), ChildRule.PREFIX))
                .containsExactly("@ann_acme/all", "push");
        assertThat(hooks.find(subject("push ~-ann-/site main"), ChildRule.PREFIX))
                .containsExactly("@~-ann-/push", "push");
    }

    @Test
    void in_a_hidden_folder_nothing_runs_though_a_group_may_be_named_so() {
        HooksDir hooks = new HooksDir(temp).with("@acme/.web/push", "@acme/push");
        assertThat(hooks.find(subject("push acme/.web/site main"), ChildRule.DELIMITED))
                .isEmpty();
        assertThat(hooks.find(subject("push acme/site main"), ChildRule.DELIMITED))
                .containsExactly("@acme/push");
    }

    @Test
    void children_follow_their_parent_at_once_in_byte_order() {
        HooksDir hooks = new HooksDir(temp)
                .with("push-site", "push-site~z", "push-site+b", "push-site+B", "push-site=m", "push-site+a")
                .with("push", "push_x", "push+1", "push~1", "push=1", "push+\u00e9", "push+z", "all");
        assertThat(hooks.find(subject("push site"), ChildRule.DELIMITED))
                .containsExactly(
                        "push-site",
                        "push-site+B",
                        "push-site+a",
                        "push-site+b",
                        "push-site=m",
                        "push-site~z",
                        "push",
                        "push+1",
                        "push+z",
                        "push+\u00e9",
                        "push=1",
                        "push_x",
                        "push~1",
                        "all");
        assertThat(hooks.find(subject("push site"), ChildRule.PREFIX))
                .as("the same in the other mode")
                .isEqualTo(hooks.find(subject("push site"), ChildRule.DELIMITED));
    }

    @Test
    void a_child_runs_without_its_parent() {
        HooksDir hooks = new HooksDir(temp).with("push-site-main+deploy", "all+log");
        assertThat(hooks.find(subject("push site main"), ChildRule.DELIMITED))
                .containsExactly("push-site-main+deploy", "all+log");
    }

    @Test
    void a_file_that_has_two_places_runs_once_at_its_first() {
        HooksDir hooks = new HooksDir(temp).with("push", "push-1-main");
        assertThat(hooks.find(subject("push 1 main"), ChildRule.PREFIX))
                .as("branch main of the repository 1, and in prefix mode a numbered child of push")
                .containsExactly("push-1-main", "push");
        assertThat(hooks.find(subject("push site"), ChildRule.PREFIX)).containsExactly("push", "push-1-main");
        assertThat(hooks.find(subject("push site"), ChildRule.DELIMITED)).containsExactly("push");
    }

    @Test
    void a_name_answers_to_every_reading_it_has() {
        HooksDir hooks = new HooksDir(temp).with("push-a-b");
        assertThat(hooks.find(subject("push a b"), ChildRule.DELIMITED)).containsExactly("push-a-b");
        assertThat(hooks.find(subject("push a-b anything"), ChildRule.DELIMITED))
                .containsExactly("push-a-b");
        assertThat(hooks.find(subject("push a c"), ChildRule.DELIMITED)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_branch_with_slashes_lies_in_folders(ChildRule rule) {
        HooksDir hooks = new HooksDir(temp)
                .with("push-site-feature/login", "push-site-feature/login+mail", "push-site-feature/logout")
                .with("push-site-feature/a/b", "@acme/push-site-feature/login", "@acme/all-site-feature/login+x");
        assertThat(hooks.find(subject("push acme/site feature/login"), rule))
                .containsExactly(
                        "@acme/push-site-feature/login",
                        "@acme/all-site-feature/login+x",
                        "push-site-feature/login",
                        "push-site-feature/login+mail");
        assertThat(hooks.find(subject("push site feature/a/b"), rule)).containsExactly("push-site-feature/a/b");
    }

    @Test
    void a_repositorys_own_children_do_not_lie_in_a_branchs_folder() {
        HooksDir hooks = new HooksDir(temp).with("push-site-feature/push", "push-site-feature/all", "lib/push");
        assertThat(hooks.find(subject("push site feature/login"), ChildRule.PREFIX))
                .isEmpty();
    }

    @Test
    void a_branch_whose_folder_is_a_hook_has_none_of_its_own() {
        HooksDir hooks = new HooksDir(temp).with("push-site-a", "push-site");
        assertThat(hooks.find(subject("push site a/b"), ChildRule.DELIMITED)).containsExactly("push-site");
    }

    @Test
    void a_folder_named_like_a_hook_is_none() {
        HooksDir hooks = new HooksDir(temp).with("push-site/main", "push-site+x/y", "all");
        assertThat(hooks.find(subject("push site"), ChildRule.DELIMITED)).containsExactly("all");
    }

    @Test
    void a_tag_named_main_does_not_deploy() {
        HooksDir hooks = new HooksDir(temp).with("push-site-main", "push-site");
        Facts tagged = new Facts(
                new Event("push"),
                null,
                null,
                new Repository("site"),
                null,
                new RefName("main"),
                "refs/tags/main",
                null,
                null,
                null,
                false);
        assertThat(hooks.find(HookSelector.of(tagged, true), ChildRule.DELIMITED))
                .containsExactly("push-site");
    }

    @ParameterizedTest
    @ValueSource(strings = {"main+deploy", "main=deploy", "x+y/main", "main/x=y"})
    void a_branch_with_a_delimiter_names_no_hooks(String branch) {
        HooksDir hooks = new HooksDir(temp)
                .with("push-site-" + branch, "all-site-" + branch, "push-site-main+deploy", "push-site");
        assertThat(hooks.find(subject("push site " + branch), ChildRule.DELIMITED))
                .containsExactly("push-site");
    }

    @Test
    void an_event_without_repository_has_two_names() {
        HooksDir hooks = new HooksDir(temp).with("meta", "all", "meta-site", "@acme/meta");
        assertThat(hooks.find(subject("meta"), ChildRule.PREFIX)).containsExactly("meta", "all");
        assertThat(hooks.find(subject("meta acme/"), ChildRule.PREFIX)).containsExactly("@acme/meta", "meta", "all");
    }

    @Test
    void no_event_is_called_all() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Event("all"));
        assertThat(Event.isName("all_the_rest")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".push",
                "#push#",
                "push~",
                "push.swp",
                "push.tmp",
                "push.bak",
                "push.old",
                "push.orig",
                "push.rej",
                "push.rpmsave",
                "push.rpmnew",
                "push.dpkg-dist",
                "push.dpkg-old",
                "push+x~",
                "push-site~",
                "push-site.bak",
                "push-site-main.orig",
                "all.dpkg-new"
            })
    void hidden_files_and_leftovers_never_run(String name) {
        HooksDir hooks = new HooksDir(temp).with(name);
        for (ChildRule rule : ChildRule.values()) {
            assertThat(hooks.find(subject("push site main"), rule)).isEmpty();
        }
        assertThat(NameRule.never(name)).isPresent();
    }

    @Test
    void a_leftover_never_runs_though_a_repository_is_named_so() {
        HooksDir hooks = new HooksDir(temp).with("push-site.old", "all-site.old");
        assertThat(hooks.find(subject("push site.old"), ChildRule.PREFIX)).isEmpty();
    }

    @Test
    void an_extension_is_rejected_to_children_only() {
        HooksDir hooks = new HooksDir(temp)
                .with("push.sh", "push+x.py", "push-site.sh", "push-site+a.RB", "push-site-main.js", "all_x.pl");
        for (ChildRule rule : ChildRule.values()) {
            assertThat(hooks.find(subject("push site main"), rule)).isEmpty();
        }
        assertThat(hooks.find(subject("push site.sh main"), ChildRule.DELIMITED))
                .as("a repository whose name is site.sh")
                .containsExactly("push-site.sh");
        assertThat(hooks.find(subject("push site main.js"), ChildRule.DELIMITED))
                .as("a branch whose name is main.js")
                .containsExactly("push-site-main.js");
    }

    @Test
    void a_hidden_repository_has_hooks() {
        HooksDir hooks = new HooksDir(temp).with("push-.github", "push-.github-main");
        assertThat(hooks.find(subject("push .github main"), ChildRule.DELIMITED))
                .containsExactly("push-.github-main", "push-.github");
    }

    @Test
    void a_very_long_branch_finds_nothing_and_breaks_nothing() {
        HooksDir hooks = new HooksDir(temp).with("push-site", "push-site-b/x");
        assertThat(hooks.find(subject("push site " + "b".repeat(1024)), ChildRule.PREFIX))
                .containsExactly("push-site");
        assertThat(hooks.find(subject("push site " + "b/".repeat(511) + "b"), ChildRule.PREFIX))
                .containsExactly("push-site");
    }

    @Test
    void case_counts() {
        HooksDir hooks = new HooksDir(temp).with("push-Site", "Push", "@Acme/push");
        assertThat(hooks.find(subject("push acme/site"), ChildRule.PREFIX)).isEmpty();
    }
}
