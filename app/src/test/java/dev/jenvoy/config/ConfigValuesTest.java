package dev.jenvoy.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.dispatch.StopOptions;
import dev.jenvoy.dispatch.intake.BackupOptions;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.endpoint.EndpointOptions;
import dev.jenvoy.hook.ChildRule;
import dev.jenvoy.hook.HookOptions;
import dev.jenvoy.hook.HooksOptions;
import dev.jenvoy.hook.variable.PassedVariables;
import dev.jenvoy.log.Level;
import dev.jenvoy.log.LogFormat;
import dev.jenvoy.log.LogOptions;
import dev.jenvoy.option.json.Amounts;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.SenderOptions;
import dev.jenvoy.sender.github.GitHubOptions;
import dev.jenvoy.sender.trigger.TriggerKey;
import dev.jenvoy.sender.trigger.TriggerOptions;
import dev.jenvoy.storage.StorageOptions;
import dev.jenvoy.web.ListenOptions;
import dev.jenvoy.web.admin.http.AdminListenerOptions;
import dev.jenvoy.web.response.WebOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigValuesTest {
    @TempDir
    Path temp;

    private ConfigFolder folder = new ConfigFolder(Path.of("."), Map.of());

    @BeforeEach
    void open() {
        folder = new ConfigFolder(temp, Map.of());
    }

    @Test
    void an_empty_object_means_the_defaults_and_warns_of_the_open_door_only() {
        LoadResult result = folder.load("{}");

        assertThat(result).isInstanceOf(LoadResult.Loaded.class);
        assertThat(result.problems()).extracting(Problem::key).containsExactly("enforce_secret");
        Config config = folder.config("{}");
        assertThat(config).isEqualTo(Config.defaults(temp));
        assertThat(config.get(ListenOptions.GROUP).port()).isEqualTo(5000);
        assertThat(config.get(HooksOptions.GROUP).folder())
                .isEqualTo(temp.resolve("hooks"))
                .isAbsolute();
        assertThat(config.get(WebOptions.GROUP).maxPayload()).isEqualTo(26_214_400);
        assertThat(config.get(HooksOptions.GROUP).withoutRule().maxOutput()).isEqualTo(1_048_576);
        assertThat(config.get(HooksOptions.GROUP).withoutRule().answerOutput()).isEqualTo(65_536);
        assertThat(config.get(HooksOptions.GROUP).childRule()).isEqualTo(ChildRule.PREFIX);
        assertThat(config.get(DispatchOptions.GROUP).maxConcurrent()).isGreaterThanOrEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    "127.0.0.1/32"; "bearer": "0123456789abcdef"; 10.0.0.1; ["10.0.0.2/32"]; ``
                    "127.0.0.1/32"; "methods": ["POST"]; 127.0.0.1; []; ``
                    "127.0.0.1/32"; "methods": ["POST"]; 127.0.0.1; ["127.0.0.1/32"]; which counts only beside a secret
                    "192.0.2.0/24"; "methods": ["POST"]; 127.0.0.1; ["127.0.0.1/32"]; ``
                    "192.0.2.0/24"; "methods": ["POST"]; 127.0.0.1; []; only this machine can connect
                    "192.0.2.0/24"; "methods": ["POST"]; 0.0.0.0; []; ``
                    """)
    void an_endpoint_whose_proof_no_request_can_have_is_warned_of(
            String range, String part, String host, String proxies, String warning) {
        LoadResult result = folder.load("""
                {"enforce_secret": "0123456789abcdef", "github_ips_only": false, "http_host": "%s", "trusted_proxies": %s,
                 "endpoints": {"it": {"proof": {"allowed_ips": [%s], %s}}}}
                """.formatted(host, proxies, range, part));

        assertThat(result).isInstanceOf(LoadResult.Loaded.class);
        assertThat(result.problems().stream()
                        .filter(problem -> problem.key().equals("endpoints"))
                        .map(Problem::message)
                        .findFirst()
                        .orElse(""))
                .contains(warning)
                .matches(text -> text.isEmpty() == warning.isEmpty());
    }

    @Test
    void every_key_is_read() {
        Config config = folder.config("""
                {
                  "http_host": "::1", "http_port": 0, "github_ips_only": false,
                  "allowed_ips": ["192.0.2.0/24", "::1"], "trusted_proxies": ["10.0.0.0/8"],
                  "enforce_secret": "correct horse battery staple", "accept_sha1": false,
                  "hooks_path": "./b", "child_hooks": "delimited",
                  "hooks": {
                    "push*": {"timeout": "2m", "kill_grace": "0s", "max_output": "1MB", "answer_output": "2KB", "retries": 3,
                              "concurrency": "latest", "env": {"B": "2", "A": ""}, "on_crash": "fail"},
                    "@acme/push": {}
                  },
                  "env_pass": ["SSH_AUTH_SOCK"], "return_scripts_info": false, "failed_hook_status": 500,
                  "response_timeout": "500ms", "request_timeout": "1h", "shutdown_timeout": "0s",
                  "hook_timeout": "3m", "kill_grace": "0s", "max_payload": "1GB", "max_output": "512B",
                  "answer_output": "256B",
                  "max_concurrent": 3, "max_backlog": 4, "on_crash": "fail", "data_path": "/var/lib/jenvoy", "durability": "process",
                  "retention": "7d", "backup_path": "backup", "admin_host": "0.0.0.0", "admin_port": 6001,
                  "admin_token": "an administrator's token", "debug_level": "warning",
                  "endpoint_key": "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF",
                  "log_format": "json", "access_log": true,
                  "senders": {"gitea": {"secret": "a secret of Gitea's own", "allowed_ips": ["198.51.100.0/24"]},
                              "sns": {"topics": ["arn:aws:sns:eu-west-1:123456789012:code"]}},
                  "SIG_HASH_ITERATIONS": 20, "SIG_TIMESTAMP_EXPIRATION": 60, "SIG_TIMESTAMP_FUTURE": -90,
                  "TRIGGERS": {"my-repo-master": {"token": "a token of its very own", "cmd": "~/update-repo.sh"},
                               "site:feature/x": {"token": "a token of its very own", "iterations": 7}}
                }
                """);

        assertThat(config.get(ListenOptions.GROUP))
                .extracting(ListenOptions::host, ListenOptions::port)
                .containsExactly("::1", 0);
        assertThat(config.get(GitHubOptions.GROUP))
                .isEqualTo(new GitHubOptions(
                        false,
                        List.of(Cidr.parse("192.0.2.0/24"), Cidr.parse("::1/128")),
                        List.of("correct horse battery staple"),
                        false));
        SenderOptions gitea = config.senders().of("gitea");
        assertThat(gitea.secrets()).containsExactly("a secret of Gitea's own");
        assertThat(gitea.allowedIps()).contains(List.of(Cidr.parse("198.51.100.0/24")));
        assertThat(gitea.insecure()).isFalse();
        assertThat(config.senders().described()).isEmpty();
        assertThat(config.shown().get("senders"))
                .hasToString("{gitea={secret=(set), allowed_ips=[198.51.100.0/24]},"
                        + " sns={topics=[arn:aws:sns:eu-west-1:123456789012:code]}}");
        assertThat(config.get(TriggerOptions.GROUP))
                .isEqualTo(new TriggerOptions(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(90),
                        List.of(
                                new TriggerKey(
                                        new Repository("my-repo"),
                                        new RefName("master"),
                                        Secrets.of(List.of("a token of its very own")),
                                        Optional.of("~/update-repo.sh"),
                                        20),
                                new TriggerKey(
                                        new Repository("site"),
                                        new RefName("feature/x"),
                                        Secrets.of(List.of("a token of its very own")),
                                        Optional.empty(),
                                        7))));
        HooksOptions hooks = config.get(HooksOptions.GROUP);
        assertThat(hooks)
                .extracting(HooksOptions::folder, HooksOptions::childRule, HooksOptions::passed)
                .containsExactly(temp.resolve("b"), ChildRule.DELIMITED, new PassedVariables(List.of("SSH_AUTH_SOCK")));
        assertThat(hooks.withoutRule())
                .isEqualTo(new HookOptions(
                        Duration.ofMinutes(3),
                        Duration.ZERO,
                        512,
                        256,
                        0,
                        Policy.Concurrency.ORDERED,
                        Duration.ZERO,
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        Optional.empty(),
                        false,
                        false,
                        HookOptions.Residency.NOT,
                        Set.of()));
        assertThat(hooks.byName().apply("push-site"))
                .isEqualTo(new HookOptions(
                        Duration.ofMinutes(2),
                        Duration.ZERO,
                        1_048_576,
                        2_048,
                        3,
                        Policy.Concurrency.LATEST,
                        Duration.ZERO,
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        Map.of("A", "", "B", "2"),
                        Map.of(),
                        Optional.empty(),
                        false,
                        false,
                        HookOptions.Residency.NOT,
                        Set.of()));
        assertThat(config.shown().get("hooks"))
                .hasToString(
                        "{push*={timeout=2m, kill_grace=0s, max_output=1MB, answer_output=2KB, retries=3, concurrency=latest,"
                                + " env={B=(set), A=(set)}, on_crash=fail}, @acme/push={}}");
        assertThat(config.get(WebOptions.GROUP))
                .extracting(
                        WebOptions::trustedProxies,
                        WebOptions::maxPayload,
                        WebOptions::requestTimeout,
                        WebOptions::responseTimeout,
                        WebOptions::returnScriptsInfo,
                        WebOptions::failedHookStatus)
                .containsExactly(
                        List.of(Cidr.parse("10.0.0.0/8")),
                        1L << 30,
                        Duration.ofHours(1),
                        Duration.ofMillis(500),
                        false,
                        500);
        assertThat(config.get(StopOptions.GROUP).timeout()).isZero();
        assertThat(config.get(DispatchOptions.GROUP))
                .extracting(DispatchOptions::maxConcurrent, DispatchOptions::maxBacklog)
                .containsExactly(3, 4);
        assertThat(config.get(StorageOptions.GROUP))
                .isEqualTo(new StorageOptions(
                        Path.of("/var/lib/jenvoy"), StorageOptions.Survives.PROCESS, Duration.ofDays(7)));
        assertThat(config.get(BackupOptions.GROUP).folder()).contains(temp.resolve("backup"));
        assertThat(config.get(AdminListenerOptions.GROUP))
                .extracting(AdminListenerOptions::host, AdminListenerOptions::port, AdminListenerOptions::token)
                .containsExactly("0.0.0.0", 6001, Secrets.of(List.of("an administrator's token")));
        assertThat(config.get(EndpointOptions.GROUP).text())
                .hasValue("00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF");
        assertThat(config.get(LogOptions.GROUP))
                .extracting(LogOptions::level, LogOptions::format, LogOptions::access)
                .containsExactly(Level.WARNING, LogFormat.JSON, true);
        assertThat(config.secretVariables()).isEmpty();
    }

    @Test
    void the_sample_of_genvoy_loads_and_its_odd_key_is_told_with_the_right_one() {
        assertThat(folder.problems("""
                        {
                            "http_port": 5000,
                            "github_ips_only": true,
                            "enforce_secret": "",
                            "return_scripts_info": true,
                            "backup_dir": "backup",
                            "hooks_path": "hooks"
                        }
                        """))
                .containsExactly("warning at line 6, column 5: backup_dir: unknown key, ignored;"
                        + " did you mean \"backup_path\"?");
    }

    @ParameterizedTest
    @CsvSource({
        "Http_Port, http_port",
        "enforce_secrets, enforce_secret",
        "kill-grace, kill_grace",
        "retension, retention",
    })
    void an_unknown_key_is_a_warning_with_the_nearest_known_key(String key, String nearest) {
        assertThat(folder.problems("{\"" + key + "\": 1}"))
                .containsExactly("warning at line 1, column 2: " + key + ": unknown key, ignored; did you mean \""
                        + nearest + "\"?");
    }

    @Test
    void an_unknown_key_that_is_near_to_none_is_told_without_a_guess() {
        assertThat(folder.problems("{\"zzzzzzzzzz\": 1}"))
                .containsExactly("warning at line 1, column 2: zzzzzzzzzz: unknown key, ignored");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"8\"",
                "\"8 s\"",
                "\"-8s\"",
                "\"1.5s\"",
                "\"8S\"",
                "\"8sec\"",
                "\"0s\"",
                "\"0ms\"",
                "8",
                "null",
                "\"36501d\"",
                "\"9999999999999999999d\"",
                "\"1m30s\"",
                "\"\u0661s\"",
                "{}"
            })
    void a_bad_duration_is_told_with_an_example(String value) {
        assertThat(folder.problems("{\"hook_timeout\": " + value + "}"))
                .singleElement()
                .asString()
                .startsWith("error at line 1, column 18: hook_timeout: ")
                .contains("a duration of more than \"0s\" up to \"36500d\", like \"500ms\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "64",
                "\"64\"",
                "\"0B\"",
                "\"64kb\"",
                "\"64 KB\"",
                "\"-1KB\"",
                "\"1.5MB\"",
                "\"2GB\"",
                "\"1TB\"",
                "true"
            })
    void a_bad_size_is_told_with_an_example(String value) {
        assertThat(folder.problems("{\"max_output\": " + value + "}"))
                .singleElement()
                .asString()
                .startsWith("error at line 1, column 16: max_output: ")
                .contains("like \"512B\", \"64KB\" or \"25MB\"");
    }

    @Test
    void more_output_than_there_is_memory_for_is_refused_with_its_place() {
        String most = "\"" + (Amounts.LARGEST_OUTPUT >> 20) + "MB\"";
        String more = "\"" + ((Amounts.LARGEST_OUTPUT >> 20) + 1) + "MB\"";
        assertThat(folder.problems("{\"answer_output\": " + more + "}"))
                .singleElement()
                .asString()
                .startsWith("error at line 1, column 19: answer_output: ")
                .contains(most, "-Xmx");
        assertThat(folder.problems("{\"hooks\": {\"push\": {\"answer_output\": " + more + "}}}"))
                .singleElement()
                .asString()
                .startsWith("error at line 1, column 38: hooks.push.answer_output: ");
        assertThat(folder.problems("{\"max_output\": \"257MB\"}"))
                .singleElement()
                .asString()
                .startsWith("error at line 1, column 16: max_output: expected at most \"256MB\"");
        assertThat(folder.problems(
                        "{\"max_concurrent\": 1, \"max_output\": \"256MB\", \"answer_output\": " + most + "}"))
                .noneMatch(problem -> problem.startsWith("error"));
    }

    @Test
    void the_share_of_the_heap_is_a_round_one() {
        assertThat(Amounts.largestOutput(247L << 20)).isEqualTo(8L << 20);
        assertThat(Amounts.largestOutput(256L << 20)).isEqualTo(8L << 20);
        assertThat(Amounts.largestOutput(1L << 40)).isEqualTo(1L << 30);
    }

    @Test
    void outputs_that_fit_alone_but_not_all_together_are_warned_of() {
        long most = Amounts.LARGEST_OUTPUT >> 20;
        assertThat(folder.problems("{\"max_concurrent\": 100, \"answer_output\": \"" + most + "MB\"}"))
                .anyMatch(problem ->
                        problem.startsWith("warning at line 1, column 42: answer_output: 100 hooks at once"));
        assertThat(folder.problems(
                        "{\"max_concurrent\": 100, \"hooks\": {\"p\": {\"answer_output\": \"" + most + "MB\"}}}"))
                .anyMatch(problem -> problem.startsWith("warning at line 1, column 20: max_concurrent: 100 hooks"));
        assertThat(folder.problems("{\"max_concurrent\": 16, \"answer_output\": \"64KB\"}"))
                .noneMatch(problem -> problem.contains("hooks at once"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "http_port; 65536",
                "http_port; -1",
                "http_port; 80.5",
                "http_port; 8e1",
                "http_port; 99999999999999999999",
                "http_port; \"5000\"",
                "failed_hook_status; 199",
                "failed_hook_status; 600",
                "max_concurrent; 0",
                "max_backlog; 0",
                "github_ips_only; \"true\"",
                "github_ips_only; 1",
                "child_hooks; \"both\"",
                "on_crash; \"retry\"",
                "debug_level; \"TRACE\"",
                "hooks_path; \"\"",
                "hooks_path; \"a\\u0000b\"",
                "backup_path; false",
                "http_host; \"\"",
                "http_host; \"*\"",
                "http_host; \"[::1]\"",
                "http_host; \"10.1\"",
                "http_host; \"256.1.1.1\"",
                "http_host; \"a b\"",
                "allowed_ips; \"10.0.0.0/8\"",
                "allowed_ips; [\"localhost\"]",
                "env_pass; \"*\"",
                "env_pass; [\"A-B\"]",
                "env_pass; [\"\"]",
                "SIG_HASH_ITERATIONS; 0",
                "SIG_HASH_ITERATIONS; 1000001",
                "SIG_TIMESTAMP_EXPIRATION; 0",
                "SIG_TIMESTAMP_FUTURE; \"300\"",
                "TRIGGERS; []",
                "TRIGGERS; {\"site\": {\"token\": \"0123456789abcdef\"}}",
                "TRIGGERS; {\":main\": {\"token\": \"0123456789abcdef\"}}",
                "TRIGGERS; {\"site:\": {\"token\": \"0123456789abcdef\"}}",
                "TRIGGERS; {\"site-\": {\"token\": \"0123456789abcdef\"}}",
                "TRIGGERS; {\"a/b:main\": {\"token\": \"0123456789abcdef\"}}",
                "TRIGGERS; {\"site:a:b\": {\"token\": \"0123456789abcdef\"}}",
                "TRIGGERS; {\"site:a..b\": {\"token\": \"0123456789abcdef\"}}",
                "TRIGGERS; {\"site:main\": {}}",
                "TRIGGERS; {\"site:main\": {\"token\": \"\"}}",
                "TRIGGERS; {\"site:main\": {\"token\": []}}",
                "TRIGGERS; {\"site:main\": {\"token\": \"env:NOT_SET\"}}",
                "TRIGGERS; {\"site:main\": {\"token\": \"0123456789abcdef\", \"cmd\": \"\"}}",
                "TRIGGERS; {\"site:main\": {\"token\": \"0123456789abcdef\", \"iterations\": 0}}",
                "senders; {\"sns\": {\"topics\": \"arn:aws:sns:eu-west-1:123456789012:code\"}}",
                "senders; {\"sns\": {\"topics\": [\"*\"]}}",
                "senders; {\"sns\": {\"topics\": [\"arn:aws:sns:eu-west-1:123456789012:*\"]}}",
                "senders; {\"trigger\": []}",
                "hooks; []",
                "hooks; {\"push\": 1}",
                "hooks; {\"\": {}}",
                "hooks; {\"/a\": {}}",
                "hooks; {\"push\": {\"retries\": -1}}",
                "hooks; {\"push\": {\"concurrency\": \"serial\"}}",
                "hooks; {\"push\": {\"env\": {\"A\": 1}}}",
                "hooks; {\"push\": {\"env\": {\"A B\": \"\"}}}",
                "hooks; {\"push\": {\"env\": {\"A\": \"\\u0000\"}}}",
                "hooks; {\"push\": {\"env\": {\"JENVOY_EVENT\": \"push\"}}}",
            })
    void a_bad_value_is_an_error_of_its_key(String key, String value) {
        assertThat(folder.load("{\"" + key + "\": " + value + "}"))
                .isInstanceOfSatisfying(
                        LoadResult.Broken.class,
                        broken -> assertThat(broken.problems())
                                .filteredOn(Problem::isError)
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.key()).startsWith(key);
                                    assertThat(problem.message()).isNotBlank();
                                    assertThat(problem.line()).isEqualTo(1);
                                }));
    }

    @Test
    void a_branch_that_is_there_in_two_spellings_is_an_error() {
        assertThat(folder.problems("{\"TRIGGERS\": {\"a-b:c\": {\"token\": \"0123456789abcdef\"},"
                        + " \"a-b-c\": {\"token\": \"0123456789abcdef\"}}}"))
                .containsExactly(
                        "error at line 1, column 55: TRIGGERS.a-b-c: this repository and branch are there twice");
        assertThat(folder.problems("{\"TRIGGERS\": {\"a-b:c\": {\"token\": \"0123456789abcdef\"},"
                        + " \"a:b-c\": {\"token\": \"0123456789abcdef\"}}}"))
                .isEmpty();
    }

    @Test
    void an_admin_listener_that_others_can_reach_needs_a_token() {
        assertThat(folder.problems("{\"admin_host\": \"0.0.0.0\"}"))
                .singleElement()
                .asString()
                .startsWith("error at line 1, column 16: admin_host: ")
                .contains("admin_token");
        assertThat(folder.problems("{\"admin_host\": \"0.0.0.0\", \"admin_token\": \"an administrator's token\"}"))
                .isEmpty();
        assertThat(folder.problems("{\"admin_host\": \"127.8.0.1\"}")).isEmpty();
        assertThat(folder.problems("{\"admin_host\": \"localhost\"}")).isEmpty();
        assertThat(folder.problems("{\"admin_host\": \"::1\"}")).isEmpty();
    }

    @Test
    void an_endpoint_key_is_256_bits_and_is_not_shown() {
        for (String bad : List.of("short", "g".repeat(64), "0".repeat(63), "0".repeat(65))) {
            assertThat(folder.problems("{\"endpoint_key\": \"" + bad + "\"}"))
                    .anySatisfy(problem -> assertThat(problem)
                            .startsWith("error at line 1, column 18: endpoint_key: expected a key of 64 hex digits"))
                    .noneSatisfy(problem -> assertThat(problem).contains(bad));
        }
    }

    @Test
    void two_listeners_cannot_have_one_port() {
        assertThat(folder.problems("{\"http_port\": 5001}"))
                .containsExactly(
                        "error at line 1, column 15: admin_port: http_port and admin_port cannot both be 5001");
        assertThat(folder.problems("{\"http_port\": 0, \"admin_port\": 0}")).isEmpty();
        assertThat(folder.problems("{\"http_host\": \"192.0.2.1\", \"http_port\": 5001}"))
                .isEmpty();
    }

    @Test
    void a_key_that_cannot_be_read_is_not_blamed_for_another() {
        assertThat(folder.load("{\"enforce_secret\": [], \"admin_host\": \"0.0.0.0\", \"admin_token\": 7}")
                        .problems())
                .extracting(Problem::key)
                .containsExactly("enforce_secret", "admin_token");
        assertThat(folder.problems("{\"http_port\": \"x\", \"admin_port\": 5000}"))
                .singleElement()
                .asString()
                .contains("http_port: expected");
    }

    @Test
    void trusting_everybody_as_a_proxy_is_told() {
        assertThat(folder.problems("{\"trusted_proxies\": [\"0.0.0.0/0\"]}"))
                .singleElement()
                .asString()
                .startsWith("warning at line 1, column 21: trusted_proxies: ");
    }

    @Test
    void a_missing_file_is_an_error_without_a_place() {
        assertThat(folder.file().load().problems())
                .containsExactly(new Problem(
                        Problem.Severity.ERROR, "", 0, 0, "no configuration: there is no such file", "", false));
    }

    @Test
    void a_folder_in_its_place_is_an_error() {
        assertThat(ConfigFile.locate(temp, Map.of(), temp).load().problems())
                .extracting(Problem::message)
                .containsExactly("no configuration: it is not a regular file");
    }
}
