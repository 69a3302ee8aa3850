package dev.jenvoy.hook;

import static dev.jenvoy.hook.HooksDir.subject;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChildRuleTest {

    @TempDir
    private Path temp;

    /** The first nine are the forms of genvoy's documentation, with event push, repository site, branch main. */
    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource(textBlock = """
                    # file,                     delivery,            delimited, prefix
                    push-site-main+function1,   push site main,      yes, yes
                    push-sitefunction1,         push site main,      no,  yes
                    push_function1,             push site main,      yes, yes
                    all-site-mainfunction1,     push site main,      no,  yes
                    all-site.function1,         push site main,      no,  yes
                    all-1-function1,            push site main,      no,  yes
                    all-2-function2,            push site main,      no,  yes
                    push-site-main_function1,   push site main,      no,  yes
                    allfunction1,               push site main,      no,  yes
                    # delimiters after any parent
                    push+lint,                  push site main,      yes, yes
                    push~lint,                  push site main,      yes, yes
                    push=lint,                  push site main,      yes, yes
                    push-site+lint,             push site main,      yes, yes
                    push-site~lint,             push site main,      yes, yes
                    push-site=lint,             push site main,      yes, yes
                    push-site-main+deploy,      push site main,      yes, yes
                    all+1-mail,                 push site main,      yes, yes
                    all+2-chat,                 push site main,      yes, yes
                    all-site+x,                 push site main,      yes, yes
                    all-site-main=x,            push site main,      yes, yes
                    push+,                      push site main,      yes, yes
                    # the underscore after a bare name alone
                    push_lint,                  push site main,      yes, yes
                    all_notify,                 push site main,      yes, yes
                    push-site_lint,             push site main,      no,  yes
                    all-site_lint,              push site main,      no,  yes
                    # anything else
                    pushlint,                   push site main,      no,  yes
                    push.notify,                push site main,      no,  yes
                    push@x,                     push site main,      no,  yes
                    push-sitelint,              push site main,      no,  yes
                    push-sitelint,              push sitelint main,  yes, yes
                    all-site.notify,            push site main,      no,  yes
                    all-site-mainlint,          push site main,      no,  yes
                    all-1-mail,                 push 1 mail,         yes, yes
                    all-1-mail,                 push 1-mail,         yes, yes
                    push-12-mail,               push site main,      no,  yes
                    push-1-,                    push site main,      no,  yes
                    # what goes on with a dash names another repository or branch
                    push-other,                 push site main,      no,  no
                    all-other,                  push site main,      no,  no
                    push-site-other,            push site main,      no,  no
                    push-site-main-2,           push site main,      no,  no
                    all-1,                      push site main,      no,  no
                    all-1x-mail,                push site main,      no,  no
                    all--mail,                  push site main,      no,  no
                    push-site-1-mail,           push site main,      no,  no
                    push-site,                  push site2 main,     no,  no
                    # a longer known event
                    pull_request_review,        pull_request site,   no,  no
                    pull_request_review+x,      pull_request site,   no,  no
                    pull_request_reviewer,      pull_request site,   no,  no
                    pull_request_lint,          pull_request site,   yes, yes
                    push_hook,                  push site,           no,  no
                    push_hooks,                 push site,           no,  no
                    push_hook+x,                push site,           no,  no
                    deployment_status_x,        deployment site,     no,  no
                    deployment_x,               deployment site,     yes, yes
                    started,                    star site,           no,  no
                    starfish,                   star site,           no,  yes
                    # an extension
                    push.sh,                    push site main,      no,  no
                    push+x.py,                  push site main,      no,  no
                    push-site.sh,               push site main,      no,  no
                    push+x.sh.off,              push site main,      yes, yes
                    """)
    void a_child_runs_in_the_modes_that_the_contract_gives(
            String file, String delivery, String delimited, String prefix) {
        HooksDir hooks = new HooksDir(temp).with(file);
        assertThat(hooks.find(subject(delivery), ChildRule.DELIMITED))
                .as("delimited")
                .hasSize(delimited.equals("yes") ? 1 : 0);
        assertThat(hooks.find(subject(delivery), ChildRule.PREFIX)).as("prefix").hasSize(prefix.equals("yes") ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "push-site-feature/login+x,true,true",
        "push-site-feature/login2,false,true",
        "all-site-feature/login.x,false,true"
    })
    void a_child_in_a_branchs_folder_follows_the_same_rules(String file, boolean delimited, boolean prefix) {
        HooksDir hooks = new HooksDir(temp).with(file, "@acme/" + file);
        assertThat(hooks.find(subject("push acme/site feature/login"), ChildRule.DELIMITED))
                .hasSize(delimited ? 2 : 0);
        assertThat(hooks.find(subject("push acme/site feature/login"), ChildRule.PREFIX))
                .hasSize(prefix ? 2 : 0);
    }
}
