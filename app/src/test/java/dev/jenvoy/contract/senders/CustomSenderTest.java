package dev.jenvoy.contract.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.config.LoadResult;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests senders that the configuration describes. */
class CustomSenderTest {

    private static final String SECRET = "planted-secret-of-a-described-one";
    private static final String ENVIRONMENT =
            "env | sed -n 's/^JENVOY_//p' | grep -v '^KIND=\\|^RUN=\\|^ATTEMPT=\\|^DELIVERY=' | sort";

    @TempDir
    private Path folder;

    /** Returns the problems of these entries of {@code senders}. */
    private String problems(Map<String, Map<String, Object>> senders) {
        TestServer site = TestServer.in(folder).with("senders", senders);
        site.write(site.json());
        LoadResult result =
                ConfigFile.locate(site.configFile(), Map.of(), folder).load();
        return result.problems().stream()
                .filter(problem -> problem.isError())
                .map(problem -> problem.describe())
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, Object> entry(String... pairs) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("secret", SECRET);
        for (int i = 0; i < pairs.length; i += 2) {
            entry.put(pairs[i], pairs[i + 1]);
        }
        return entry;
    }

    @Test
    void what_lacks_an_event_or_a_proof_is_an_error() {
        assertThat(problems(Map.of("depot", entry("event_header", "X-Event"))))
                .contains("senders.depot", "signature_header", "token_header");
        assertThat(problems(Map.of("depot", entry("token_header", "X-Token"))))
                .contains("senders.depot", "\"event_header\"", "\"event\"");
        assertThat(problems(Map.of("depot", entry("event", "x", "event_header", "X-Event", "token_header", "X-T"))))
                .contains("either \"event_header\"");
        assertThat(problems(Map.of("depot", entry("event", "x", "signature_header", "X-S", "token_header", "X-T"))))
                .contains("either \"signature_header\"");
    }

    @Test
    void a_misspelt_sender_is_an_error_with_the_nearest_name() {
        assertThat(problems(Map.of("gitlb", entry()))).contains("did you mean \"gitlab\"?");
        assertThat(problems(Map.of("github", entry()))).contains("enforce_secret");
    }

    @Test
    void a_header_that_another_sender_is_known_by_is_an_error() {
        List<String> taken = SenderKits.ALL.stream()
                .filter(kit -> !(kit instanceof CustomSenderKit))
                .flatMap(kit -> kit.eventField().stream())
                .toList();
        assertThat(taken).contains("X-GitHub-Event", "X-Event-Key");
        for (String header : taken) {
            assertThat(problems(Map.of("depot", entry("event_header", header.toLowerCase(), "token_header", "X-T"))))
                    .as(header)
                    .contains("gets the request first");
            assertThat(problems(Map.of("depot", entry("event", "x", "token_header", header))))
                    .as(header)
                    .contains("gets the request first");
        }
        Map<String, Map<String, Object>> two = new LinkedHashMap<>();
        two.put("one", entry("event_header", "X-Event", "token_header", "X-One"));
        two.put("two", entry("event_header", "x-event", "token_header", "X-Two"));
        assertThat(problems(two)).contains("senders.two", "the same header as \"one\"");
    }

    @ParameterizedTest
    @CsvSource({
        "event_header, X Event",
        "event_header, ''",
        "token_header, 'X-T: '",
        "event, all",
        "event, ../x",
        "event, Push",
        "algorithm, md5",
        "encoding, base32",
        "prefix, '\u00e9'",
    })
    void values_of_another_form_are_errors(String key, String value) {
        Map<String, Object> entry = entry("event_header", "X-Event", "token_header", "X-T");
        entry.put(key, value);
        assertThat(problems(Map.of("depot", entry))).contains("senders.depot." + key);
    }

    @ParameterizedTest
    @CsvSource({"a..b", ".a", "a.", "a.0.b", "a.*.b", "''"})
    void paths_of_another_form_are_errors(String path) {
        Map<String, Object> entry = entry("event_header", "X-Event", "token_header", "X-T");
        entry.put("payload", Map.of("repository", path));
        assertThat(problems(Map.of("depot", entry))).contains("senders.depot.payload.repository");
    }

    private static HookRequest plain(String json) {
        return HookRequest.of("POST", "/")
                .framing(HookRequest.Framing.LENGTH)
                .body(json)
                .with("Content-Type", "application/json");
    }

    @Test
    void a_sender_may_be_added_changed_and_removed_while_the_server_runs() throws Exception {
        try (TestServer site =
                TestServer.in(folder).hook("all", "#!/bin/sh", ENVIRONMENT).start()) {
            HookRequest request = plain("{}").with("X-Event", "Image.Pushed").with("X-Token", SECRET);
            assertThat(site.send(request).status()).isEqualTo(403);

            site.sender("depot", entry("event_header", "X-Event", "token_header", "X-Token"));
            assertThat(site.send(request).stdout("all")).isEqualTo("EVENT=image_pushed\nSOURCE=depot\n");

            site.sender("depot", entry("event_header", "X-Event", "token_header", "X-Other"));
            assertThat(site.send(request).status()).isEqualTo(403);
            assertThat(site.send(request.with("X-Other", SECRET)).status()).isEqualTo(200);

            site.without("senders");
            assertThat(site.send(request.with("X-Other", SECRET)).status()).isEqualTo(403);
        }
    }

    @Test
    void githubs_places_are_looked_at_where_none_is_named() throws Exception {
        try (TestServer site = TestServer.in(folder)
                .sender("depot", entry("event", "push", "signature_header", "X-Sum", "prefix", "sha256="))
                .hook("all", "#!/bin/sh", ENVIRONMENT)
                .start()) {
            HookRequest request = plain(Payloads.PUSH);
            HttpAnswer answer = site.send(
                    request.with("X-Sum", "sha256=" + HookRequest.hmac("HmacSHA256", SECRET, request.body())));
            assertThat(answer.stdout("all").lines())
                    .containsExactly(
                            "BRANCH=main",
                            "EVENT=push",
                            "OWNER=acme",
                            "REF=refs/heads/main",
                            "REPO=site",
                            "SENDER=ann",
                            "SHA=6113728f27ae82c7b1a177c8d03f9e96e0adf246",
                            "SOURCE=depot");
        }
    }

    /** The value at GitHub's path is then meant for people, or has another meaning. */
    @Test
    void a_named_path_alone_counts_and_githubs_place_is_not_judged() throws Exception {
        Map<String, Object> entry = entry("event", "push", "token_header", "X-Token");
        entry.put("payload", Map.of("repository", "repository.path", "owner", "repository.namespace"));
        try (TestServer site = TestServer.in(folder)
                .sender("depot", entry)
                .hook("all", "#!/bin/sh", ENVIRONMENT)
                .start()) {
            HookRequest request = plain("{}").with("X-Token", SECRET);
            for (String usual : List.of(
                    "\"name\":\"My Site\",\"full_name\":\"acme/site\",\"owner\":{\"login\":\"Acme Inc.\"}",
                    "\"name\":\"other\",\"full_name\":\"site\"",
                    "\"name\":\"..\",\"full_name\":\"../..\",\"owner\":{\"login\":\"..\",\"name\":\"/\"}",
                    "\"name\":5,\"full_name\":[],\"owner\":7",
                    "\"name\":\"site\"")) {
                HttpAnswer answer = site.send(request.body("{\"ref\":\"refs/heads/main\",\"after\":\"22\",\"sender\":"
                        + "{\"login\":\"ann\"},\"repository\":{\"path\":\"site\",\"namespace\":\"acme\"," + usual
                        + "}}"));
                assertThat(answer.status()).as(usual + answer.body()).isEqualTo(200);
                assertThat(answer.stdout("all")).as(usual).contains("OWNER=acme\n", "REPO=site\n", "SENDER=ann\n");
            }
            // A missing value is not read from another path.
            assertThat(site.send(request.body("{\"repository\":{\"name\":\"site\",\"owner\":{\"login\":\"acme\"}}}"))
                            .stdout("all"))
                    .isEqualTo("EVENT=push\nSOURCE=depot\n");
            // An existing value must be valid.
            assertThat(site.send(request.body("{\"repository\":{\"name\":\"site\",\"path\":\"My Site\"}}"))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void each_fact_may_be_named_alone_with_nothing_at_githubs_place_in_the_way() throws Exception {
        String json = """
                {"ref":"refs/heads/a b","after":"0000000000000000000000000000000000000000","action":["x"],"by":"bob",
                 "sender":{"login":7},"repository":{"name":"My Site","owner":{"login":"Acme Inc."}},
                 "is":{"repository":"acme/site","owner":"acme","branch":"main","sha":"22","action":"done"}}
                """;
        Map<String, String> named = Map.of(
                "repository", "is.repository",
                "owner", "is.owner",
                "branch", "is.branch",
                "sha", "is.sha",
                "action", "is.action",
                "sender", "by");
        Map<String, Object> entry = entry("event", "push", "token_header", "X-Token");
        entry.put("payload", named);
        try (TestServer site = TestServer.in(folder)
                .sender("depot", entry)
                .hook("all", "#!/bin/sh", ENVIRONMENT)
                .start()) {
            HookRequest request = plain(json).with("X-Token", SECRET);
            assertThat(site.send(request).stdout("all").lines())
                    .containsExactly(
                            "ACTION=done",
                            "BRANCH=main",
                            "EVENT=push",
                            "OWNER=acme",
                            "REPO=site",
                            "SENDER=bob",
                            "SHA=22",
                            "SOURCE=depot");
            // If only the repository is named, an invalid owner is meant for people.
            entry.put("payload", Map.of("repository", "is.repository", "branch", "is.branch", "sha", "is.sha"));
            site.sender("depot", entry);
            assertThat(site.send(request).stdout("all")).contains("OWNER=acme\n", "REPO=site\n");
            assertThat(site.send(request.body(json.replace("acme/site", "site")))
                            .stdout("all"))
                    .contains("REPO=site\n")
                    .doesNotContain("OWNER");
        }
    }

    @Test
    void without_a_repository_action_and_sender_are_read_all_the_same() throws Exception {
        try (TestServer site = TestServer.in(folder)
                .sender("errors", entry("event_header", "X-Resource", "token_header", "X-Token"))
                .hook("all", "#!/bin/sh", ENVIRONMENT)
                .start()) {
            HookRequest request = plain("{}").with("X-Token", SECRET).with("X-Resource", "issue");
            assertThat(site.send(request.body("{\"action\":\"created\",\"ref\":\"refs/heads/x\",\"after\":\"22\","
                                    + "\"data\":{\"issue\":{}},\"sender\":{\"login\":\"ann\"}}"))
                            .stdout("all"))
                    .isEqualTo("ACTION=created\nEVENT=issue\nSENDER=ann\nSOURCE=errors\n");
            assertThat(site.send(request.body("{\"data\":{\"action\":\"closed\",\"sender\":{\"login\":\"bob\"}}}"))
                            .stdout("all"))
                    .isEqualTo("ACTION=closed\nEVENT=issue\nSENDER=bob\nSOURCE=errors\n");
            assertThat(site.send(request.body("{\"action\":{\"a\":1},\"sender\":\"ann\"}"))
                            .stdout("all"))
                    .isEqualTo("EVENT=issue\nSOURCE=errors\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "orders/create, orders_create",
        "Orders/Fulfilled.v2, orders_fulfilled_v2",
        "a/b/c, a_b_c",
        "/orders, ''",
        "orders/, ''",
        "a//b, ''",
        "a/../b, ''",
        "a/./b, ''",
        "/, ''",
        "..., ''",
    })
    void a_slash_separates_the_words_of_a_topic(String topic, String event) throws Exception {
        try (TestServer site = TestServer.in(folder)
                .sender("shop", entry("event_header", "X-Topic", "token_header", "X-Token"))
                .hook("all", "#!/bin/sh", ENVIRONMENT)
                .start()) {
            HttpAnswer answer = site.send(plain("{}").with("X-Token", SECRET).with("X-Topic", topic));
            assertThat(answer.status()).isEqualTo(event.isEmpty() ? 400 : 200);
            if (!event.isEmpty()) {
                assertThat(answer.stdout("all")).isEqualTo("EVENT=" + event + "\nSOURCE=shop\n");
            }
        }
    }

    @Test
    void a_full_reference_says_itself_whether_it_is_a_tag() throws Exception {
        Map<String, Object> entry = entry("event", "build", "token_header", "X-Token");
        entry.put(
                "payload",
                Map.of("branch", "git.ref", "owner", "git.group", "repository", "git.name", "action", "what"));
        try (TestServer site = TestServer.in(folder)
                .sender("depot", entry)
                .hook("all", "#!/bin/sh", ENVIRONMENT)
                .start()) {
            HookRequest request = plain(
                            "{\"git\":{\"ref\":\"refs/tags/v1\",\"group\":\"acme/web\",\"name\":\"x/site\"},\"what\":\"done\"}")
                    .with("X-Token", SECRET);
            assertThat(site.send(request).stdout("all").lines())
                    .containsExactly(
                            "ACTION=done", "EVENT=build", "OWNER=acme/web", "REPO=site", "SOURCE=depot", "TAG=v1");
            // A named value must be valid.
            assertThat(site.send(request.body("{\"git\":{\"ref\":7}}")).status())
                    .isEqualTo(400);
            assertThat(site.send(request.body("{\"git\":5}")).status()).isEqualTo(400);
            assertThat(site.send(request.body("{}")).status()).isEqualTo(200);
        }
    }
}
