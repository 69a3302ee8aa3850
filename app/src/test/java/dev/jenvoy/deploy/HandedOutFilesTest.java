package dev.jenvoy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the unit, the proxies' configurations and the OpenShift templates of {@code docs/deploy}. */
final class HandedOutFilesTest {
    @TempDir
    Path scratch;

    @ParameterizedTest
    @CsvSource({
        "behind-nginx.md, nginx.conf",
        "behind-apache.md, apache.conf",
        "behind-caddy.md, Caddyfile",
        "systemd.md, jenvoy.service",
        "several-servers.md, nginx-several.conf",
        "dashboard-behind-a-proxy.md, nginx-dashboard.conf",
        "dashboard-behind-a-proxy.md, Caddyfile-dashboard",
    })
    void a_page_shows_the_file_that_was_tried(String page, String file) {
        assertThat(Checkout.read("docs/how-to/" + page)).contains(Checkout.read("docs/deploy/" + file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker",
                "openshift",
                "synology",
                "systemd",
                "behind-nginx",
                "behind-apache",
                "behind-caddy",
                "dashboard-behind-a-proxy"
            })
    void a_link_of_a_page_leads_to_a_file(String page) {
        Path file = Checkout.root().resolve("docs/how-to/" + page + ".md");
        Path folder = Checkout.root().resolve("docs/how-to");

        Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)")
                .matcher(Checkout.read(file))
                .results()
                .map(match -> match.group(1))
                .filter(link -> link.startsWith("../deploy/") || !link.contains("/"))
                .forEach(link -> assertThat(folder.resolve(link)).exists());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nginx.conf|client_max_body_size 26m;",
                "nginx.conf|proxy_set_header X-Forwarded-For $remote_addr;",
                "apache.conf|RequestHeader unset X-Forwarded-For early",
                "apache.conf|RewriteCond expr \"%{req:Content-Length} -gt 27262976\"",
                "Caddyfile|max_size 26MB",
            })
    void a_proxy_takes_githubs_largest_payload_and_believes_no_client(String file, String line) {
        assertThat(Checkout.read("docs/deploy/" + file)).contains(line);
    }

    @Test
    void the_openshift_page_sets_the_router_before_it_starts() {
        String page = Checkout.read("docs/how-to/openshift.md");

        assertThat(page.indexOf("\"trusted_proxies\""))
                .isPositive()
                .isLessThan(page.indexOf("    PROJECT=webhooks ./deploy_openshift.sh\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "openshift", "synology", "systemd"})
    void every_page_that_speaks_of_backups_leaves_the_how_to_the_journals_page(String page) {
        assertThat(Checkout.read("docs/how-to/" + page + ".md"))
                .contains("../reference/journal.md#back-up-and-restore");
    }

    @Test
    void a_backup_holds_all_that_a_restored_server_needs() {
        String page = Checkout.read("docs/reference/journal.md");
        String section = page.substring(page.indexOf("## Back up and restore"));

        assertThat(section.substring(0, section.indexOf("\n## ", 1)))
                .contains("data/journal.db", "data/payloads", "data/endpoint.key");
    }

    @Test
    void the_unit_gives_the_server_more_time_to_end_than_it_takes() {
        String unit = Checkout.read("docs/deploy/jenvoy.service");

        // The defaults of shutdown_timeout and kill_grace are 8 s and 5 s.
        assertThat(unit).contains("KillMode=mixed\n");
        assertThat(Pattern.compile("(?m)^TimeoutStopSec=(\\d+)$").matcher(unit).results())
                .singleElement()
                .satisfies(match -> assertThat(Integer.parseInt(match.group(1))).isGreaterThan(13));
        // A JVM compiles at run time and does not start with this setting.
        assertThat(unit).doesNotContain("MemoryDenyWriteExecute=");
    }

    @Test
    void systemd_finds_no_fault_with_the_unit() throws IOException, InterruptedException {
        Optional<Path> analyze = Checkout.installed("systemd-analyze");
        if (analyze.isEmpty()) {
            Assumptions.abort("systemd-analyze is not installed: docs/deploy/jenvoy.service was not verified");
        }
        Path unit = scratch.resolve("jenvoy.service");
        // The program is not installed where the test runs.
        Files.writeString(
                unit,
                Checkout.read("docs/deploy/jenvoy.service").replaceAll("(?m)^ExecStart=.*$", "ExecStart=/bin/true"));
        Path found = scratch.resolve("found");
        Process process = new ProcessBuilder(analyze.orElseThrow().toString(), "verify", "--man=no", unit.toString())
                .redirectErrorStream(true)
                .redirectOutput(found.toFile())
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Checkout.read(found)).doesNotContain("jenvoy.service");
        assertThat(process.exitValue()).as(Checkout.read(found)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openshift.yaml", "openshift-several.yaml", "openshift-build.yaml"})
    void a_template_uses_the_parameters_it_declares_and_the_script_gives_only_those(String file) {
        String template = Checkout.read("docs/deploy/" + file);
        TreeSet<String> declared = names("(?m)^  - name: ([A-Z]+)$", template);
        String script = Checkout.read("deploy_openshift.sh");
        String call = script.substring(script.indexOf("docs/deploy/" + file + "\""));
        call = call.substring(0, call.indexOf("||"));

        assertThat(names("\\$\\{\\{?([A-Z]+)}", template)).isEqualTo(declared);
        assertThat(names("--param \"([A-Z]+)=", call)).isEqualTo(declared);
    }

    @Test
    void the_deployment_fits_the_restricted_constraint_and_one_journal() {
        String template = Checkout.read("docs/deploy/openshift.yaml");

        assertThat(template)
                .contains("type: Recreate", "replicas: 1", "path: /healthz", "path: /readyz", "termination: edge")
                .contains("runAsNonRoot: true", "type: RuntimeDefault", "readOnlyRootFilesystem: true")
                .contains("allowPrivilegeEscalation: false", "drop: [ALL]", "automountServiceAccountToken: false")
                .doesNotContain("runAsUser", "privileged", "hostPath");
    }

    @Test
    void several_servers_keep_no_journal_and_leave_one_at_a_time() {
        String template = Checkout.read("docs/deploy/openshift-several.yaml");

        assertThat(template)
                .contains("args: [serve, --intake]", "args: [serve, --worker]", "{maxUnavailable: 0, maxSurge: 1}")
                .contains("kind: PodDisruptionBudget", "topologySpreadConstraints:", "secretName: ${NAME}-database")
                .contains("runAsNonRoot: true", "readOnlyRootFilesystem: true", "allowPrivilegeEscalation: false")
                .doesNotContain("PersistentVolumeClaim", "persistentVolumeClaim", "type: Recreate");
    }

    /** The file is held against Compose's own schema. */
    @Test
    void compose_takes_the_file_of_several_servers() throws IOException, InterruptedException {
        Optional<Path> compose = Checkout.installed("docker-compose");
        if (compose.isEmpty()) {
            Assumptions.abort("docker-compose is not installed: docs/deploy/compose-several.yaml was not verified");
        }
        for (String file : List.of("compose-several.yaml", "nginx-several.conf")) {
            Files.writeString(scratch.resolve(file), Checkout.read("docs/deploy/" + file));
        }
        Path found = scratch.resolve("found");
        Process process = new ProcessBuilder(
                        compose.orElseThrow().toString(), "--file", "compose-several.yaml", "config")
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(found.toFile())
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Checkout.read(found)).isZero();
        assertThat(Checkout.read(found))
                .contains("intake-1:", "intake-2:", "worker-1:", "worker-2:", "worker-3:", "database:", "proxy:");
    }

    private static TreeSet<String> names(String regex, String text) {
        TreeSet<String> names = new TreeSet<>();
        Pattern.compile(regex).matcher(text).results().forEach(match -> names.add(match.group(1)));
        return names;
    }
}
