package dev.jenvoy.deploy;

import static dev.jenvoy.deploy.Manifests.at;
import static dev.jenvoy.deploy.Manifests.of;
import static dev.jenvoy.deploy.Manifests.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Renders the chart with Helm itself, as a library. */
final class HelmChartTest {

    private static final Path CHART = Checkout.root().resolve("docs/deploy/helm");

    private static TemplateCommand template() {
        return new Helm(CHART).template().withName("web");
    }

    private static List<Map<String, Object>> objects(TemplateCommand command) {
        return Manifests.objects(command.call());
    }

    @Test
    void helm_finds_no_fault_with_the_chart() {
        LintResult found = new Helm(CHART).lint().strict().call();

        assertThat(found.isFailed()).as(String.join("\n", found.getMessages())).isFalse();
    }

    @Test
    void the_objects_of_the_defaults_belong_together() {
        List<Map<String, Object>> objects = objects(template());

        assertThat(objects)
                .extracting(object -> object.get("kind"))
                .containsExactlyInAnyOrder("ConfigMap", "ConfigMap", "PersistentVolumeClaim", "Service", "Deployment");
        Map<String, Object> pod = of(at(only(objects, "Deployment"), "spec", "template"));
        assertThat(of(at(pod, "metadata", "labels")))
                .containsAllEntriesOf(of(at(only(objects, "Service"), "spec", "selector")))
                .containsAllEntriesOf(of(at(only(objects, "Deployment"), "spec", "selector", "matchLabels")));
        assertThat(at(only(objects, "Deployment"), "spec", "replicas")).isEqualTo(1);
        assertThat(at(only(objects, "Deployment"), "spec", "strategy", "type")).isEqualTo("Recreate");
        assertThat(at(pod, "spec", "containers", 0, "image")).isEqualTo("jenvoy:0.1.0");
        assertThat(at(pod, "spec", "containers", 0, "securityContext", "readOnlyRootFilesystem"))
                .isEqualTo(true);
        // Hooks have names that no key of a ConfigMap can have.
        Object item = at(pod, "spec", "volumes", 2, "configMap", "items", 0);
        assertThat(at(item, "path")).isEqualTo("all+1-log");
        assertThat(objects)
                .anyMatch(object -> "web-jenvoy-hooks".equals(at(object, "metadata", "name"))
                        && of(object.get("data")).containsKey(String.valueOf(at(item, "key"))));
    }

    @Test
    void ports_and_probes_follow_one_value_and_the_configuration_too() {
        List<Map<String, Object>> objects = objects(template().set("port", "8080"));

        JsonObject config = config(objects);
        assertThat(config.get("http_port").getAsInt()).isEqualTo(8080);
        assertThat(config.get("child_hooks").getAsString()).isEqualTo("delimited");
        assertThat(config.get("enforce_secret").getAsString()).isEqualTo("file:/opt/jenvoy/secrets/webhook");
        assertThat(at(only(objects, "Service"), "spec", "ports", 0, "port")).isEqualTo(8080);
        Object container = at(only(objects, "Deployment"), "spec", "template", "spec", "containers", 0);
        assertThat(at(container, "ports", 0, "containerPort")).isEqualTo(8080);
        assertThat(at(container, "livenessProbe", "httpGet", "port")).isEqualTo("http");
    }

    @Test
    void what_is_asked_for_is_there_and_a_change_is_rolled_out() {
        List<Map<String, Object>> objects = objects(template()
                .set("ingress.enabled", "true")
                .set("ingress.tlsSecret", "cert")
                .set("networkPolicy.from[0].namespaceSelector.matchLabels.name", "ingress")
                .set("persistence.existingClaim", "mine")
                .set("image.digest", "sha256:abc")
                .set("config.max_payload", "1MB"));

        assertThat(at(only(objects, "Ingress"), "spec", "tls", 0, "secretName")).isEqualTo("cert");
        assertThat(at(
                        only(objects, "NetworkPolicy"),
                        "spec",
                        "ingress",
                        0,
                        "from",
                        0,
                        "namespaceSelector",
                        "matchLabels",
                        "name"))
                .isEqualTo("ingress");
        assertThat(objects).noneMatch(object -> "PersistentVolumeClaim".equals(object.get("kind")));
        Map<String, Object> deployment = only(objects, "Deployment");
        assertThat(at(deployment, "spec", "template", "spec", "containers", 0, "image"))
                .isEqualTo("jenvoy@sha256:abc");
        assertThat(at(deployment, "spec", "template", "spec", "volumes", 4, "persistentVolumeClaim", "claimName"))
                .isEqualTo("mine");
        Object checksum = at(deployment, "spec", "template", "metadata", "annotations", "jenvoy.dev/checksum");
        assertThat(checksum)
                .isNotEqualTo(at(
                        only(objects(template()), "Deployment"),
                        "spec",
                        "template",
                        "metadata",
                        "annotations",
                        "jenvoy.dev/checksum"));
        assertThat(config(objects).get("max_payload").getAsString()).isEqualTo("1MB");
    }

    @Test
    void several_servers_are_two_deployments_without_a_volume() {
        List<Map<String, Object>> objects = objects(template()
                .set("several.enabled", "true")
                .set("several.workers", "4")
                .set("config.journal.url", "jdbc:postgresql://db/jenvoy"));

        assertThat(objects)
                .extracting(object -> object.get("kind"))
                .containsExactlyInAnyOrder(
                        "ConfigMap",
                        "ConfigMap",
                        "Service",
                        "Deployment",
                        "PodDisruptionBudget",
                        "Deployment",
                        "PodDisruptionBudget");
        assertThat(at(only(objects, "Service"), "spec", "selector", "app.kubernetes.io/component"))
                .isEqualTo("intake");
        Map<String, Object> workers = objects.stream()
                .filter(object -> "Deployment".equals(object.get("kind"))
                        && "web-jenvoy-worker".equals(at(object, "metadata", "name")))
                .findFirst()
                .orElseThrow();
        assertThat(at(workers, "spec", "replicas")).isEqualTo(4);
        assertThat(at(workers, "spec", "strategy", "rollingUpdate", "maxUnavailable"))
                .isEqualTo(0);
        Map<String, Object> pod = of(at(workers, "spec", "template"));
        assertThat(at(pod, "spec", "containers", 0, "args")).isEqualTo(List.of("serve", "--worker"));
        assertThat(of(at(pod, "metadata", "labels")))
                .containsAllEntriesOf(of(at(workers, "spec", "selector", "matchLabels")));
        assertThat((List<?>) at(pod, "spec", "volumes"))
                .noneMatch(volume -> of(volume).containsKey("persistentVolumeClaim"));
        JsonObject journal = config(objects).getAsJsonObject("journal");
        assertThat(journal.get("url").getAsString()).isEqualTo("jdbc:postgresql://db/jenvoy");
        assertThat(journal.get("password").getAsString()).isEqualTo("file:/opt/jenvoy/database/password");
        assertThat(config(objects).get("endpoint_key").getAsString())
                .isEqualTo("file:/opt/jenvoy/database/endpoint_key");
    }

    @Test
    void several_servers_without_a_database_are_refused() {
        TemplateCommand command = template().set("several.enabled", "true");

        assertThatThrownBy(command::call).hasMessageContaining("config.journal.url is needed");
    }

    private static JsonObject config(List<Map<String, Object>> objects) {
        return objects.stream()
                .filter(object -> "web-jenvoy-config".equals(at(object, "metadata", "name")))
                .map(object -> JsonParser.parseString(String.valueOf(at(object, "data", "config.json")))
                        .getAsJsonObject())
                .findFirst()
                .orElseThrow();
    }
}
