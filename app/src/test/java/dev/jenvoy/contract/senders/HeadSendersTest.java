package dev.jenvoy.contract.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patterns of heads mean the same for each sender. */
class HeadSendersTest {

    private static final String COMMIT =
            "{\"added\":[\"src/a\"],\"modified\":[],\"removed\":[\"docs/b\"],\"author\":{\"name\":\"Ann\",\"email\":\"ann@example.org\"}}";

    private static final String GITLAB = """
            {"object_kind":"push","ref":"refs/heads/main","before":"95790bf891e76fee5e1747ab589903a6a1f80f22",\
            "after":"da1560886d4f094c3e6c9ef40349f7d38b5d27d7","checkout_sha":"da1560886d4f094c3e6c9ef40349f7d38b5d27d7",\
            "user_username":"ann","project":{"name":"site","path_with_namespace":"acme/site"},\
            "commits":[%s],"total_commits_count":%d}
            """;

    private static final String GITLAB_MERGE = """
            {"object_kind":"merge_request","user":{"username":"ann"},"project":{"name":"site",\
            "path_with_namespace":"acme/site"},"object_attributes":{"iid":7,"action":"open","target_branch":"main",\
            "source_branch":"x"},"labels":[{"title":"deploy"}]}
            """;

    private static final String GITEA = """
            {"ref":"refs/heads/main","after":"da1560886d4f094c3e6c9ef40349f7d38b5d27d7","commits":[%s],"total_commits":%d,\
            "repository":{"name":"site","full_name":"acme/site","owner":{"login":"acme"}},"sender":{"login":"ann"}}
            """;

    private static final String BITBUCKET = """
            {"actor":{"nickname":"ann"},"repository":{"name":"site","full_name":"acme/site","type":"repository"},\
            "push":{"changes":[{"forced":false,"truncated":%s,"new":{"type":"branch","name":"main",\
            "target":{"hash":"da1560886d4f094c3e6c9ef40349f7d38b5d27d7"}},"old":null,"commits":[{"hash":"da15",\
            "author":{"raw":"Ann <ann@example.org>"}}]}]}}
            """;

    @TempDir
    Path folder;

    private boolean ran(TestServer site, HookRequest request) throws Exception {
        var answer = site.send(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().has("all");
    }

    private static HookRequest gitLab(String event, String json) {
        return GitLabKit.event(event, UUID.randomUUID().toString(), HookRequest.bytes(json))
                .with("X-Gitlab-Token", TestServer.SECRET);
    }

    private static HookRequest gitea(int total) {
        return new GiteaKit("X-Gitea-")
                .request(
                        TestServer.SECRET,
                        UUID.randomUUID().toString(),
                        HookRequest.bytes(GITEA.formatted(COMMIT, total)),
                        Instant.now());
    }

    private static HookRequest bitbucket(boolean cut) {
        return new BitbucketKit()
                .request(
                        TestServer.SECRET,
                        UUID.randomUUID().toString(),
                        HookRequest.bytes(BITBUCKET.formatted(cut)),
                        Instant.now());
    }

    @Test
    void paths_authors_and_labels_are_read_in_the_shape_of_each_sender() throws Exception {
        Map<String, String> secret = Map.of("secret", TestServer.SECRET);
        try (TestServer site = TestServer.in(folder)
                .sender("gitlab", secret)
                .sender("gitea", secret)
                .sender("bitbucket", secret)
                .start()) {
            site.hook("all", "#!/bin/sh", "# jenvoy: paths = src/**");
            assertThat(ran(site, gitLab("Push Hook", GITLAB.formatted(COMMIT, 1))))
                    .isTrue();
            assertThat(ran(site, gitea(1))).isTrue();
            assertThat(ran(site, bitbucket(false))).isTrue();

            site.hook("all", "#!/bin/sh", "# jenvoy: paths = lib/**");
            assertThat(ran(site, gitLab("Push Hook", GITLAB.formatted(COMMIT, 1))))
                    .isFalse();
            assertThat(ran(site, gitLab("Push Hook", GITLAB.formatted(COMMIT, 21))))
                    .isTrue();
            assertThat(ran(site, gitea(1))).isFalse();
            assertThat(ran(site, gitea(16))).isTrue();
            // Bitbucket sends no files.
            assertThat(ran(site, bitbucket(false))).isTrue();

            site.hook("all", "#!/bin/sh", "# jenvoy: authors = bob");
            assertThat(ran(site, gitLab("Push Hook", GITLAB.formatted(COMMIT, 1))))
                    .isFalse();
            assertThat(ran(site, gitea(1))).isFalse();
            assertThat(ran(site, bitbucket(false))).isFalse();
            assertThat(ran(site, bitbucket(true))).isTrue();

            site.hook("all", "#!/bin/sh", "# jenvoy: authors = ann@*");
            assertThat(ran(site, gitLab("Push Hook", GITLAB.formatted(COMMIT, 1))))
                    .isTrue();
            assertThat(ran(site, bitbucket(false))).isTrue();

            site.hook("all", "#!/bin/sh", "# jenvoy: labels = deploy");
            assertThat(ran(site, gitLab("Merge Request Hook", GITLAB_MERGE))).isTrue();
            site.hook("all", "#!/bin/sh", "# jenvoy: labels = !deploy");
            assertThat(ran(site, gitLab("Merge Request Hook", GITLAB_MERGE))).isFalse();
        }
    }
}
