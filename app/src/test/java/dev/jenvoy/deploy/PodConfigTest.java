package dev.jenvoy.deploy;

import static dev.jenvoy.deploy.Manifests.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.marcnuri.helm.Helm;
import dev.jenvoy.config.ConfigFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a server finds in a pod, when chart and template are filled in with what their pages say: the configuration has
 * no fault, and all that it names is mounted.
 */
final class PodConfigTest {

    private static final String SEVERAL = "docs/how-to/several-servers.md";
    private static final String HOME = "/opt/jenvoy/";

    /** A text that is a key, and may be a password. */
    private static final String SECRET_TEXT = "0123456789abcdef".repeat(4);

    private static final Pattern NEW_SECRET =
            Pattern.compile("create secret generic (\\S+)(?: \\\\\n)? +((?:--from-\\S+(?:\"[^\"]*\")?\\s+)+)");
    private static final Pattern KEY = Pattern.compile("--from-(?:literal|file)=([a-z_]+)");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"docs/how-to/kubernetes.md", SEVERAL})
    void the_chart_mounts_all_that_its_configuration_names(String page) throws IOException {
        String yaml = block(Checkout.read(page), "yaml").stripIndent();
        Path values = Files.writeString(folder.resolve("values.yaml"), yaml);
        List<Map<String, Object>> objects =
                Manifests.objects(new Helm(Checkout.root().resolve("docs/deploy/helm"))
                        .template()
                        .withName("jenvoy")
                        .withValuesFile(values)
                        .call());
        String config = Manifests.all(objects, "ConfigMap").stream()
                .filter(map -> "jenvoy-config".equals(at(map, "metadata", "name")))
                .map(map -> String.valueOf(at(map, "data", "config.json")))
                .findFirst()
                .orElseThrow();
        Map<String, List<String>> secrets = new HashMap<>(secrets("docs/how-to/kubernetes.md"));
        secrets.putAll(secrets(SEVERAL));

        assertFaultless(objects, config, secrets);
    }

    @Test
    void the_template_of_openshift_mounts_all_that_the_configuration_of_its_page_names() throws IOException {
        String template = Checkout.read("docs/deploy/openshift-several.yaml");
        Map<String, String> given = Map.of("NAME", "jenvoy", "INTAKES", "2", "WORKERS", "3");
        String filled = Pattern.compile("\\$\\{\\{?([A-Z]+)}?}")
                .matcher(template)
                .replaceAll(found -> given.getOrDefault(found.group(1), "filled"));
        List<Map<String, Object>> objects = ((List<?>)
                        at(Manifests.objects(filled).get(0), "objects"))
                .stream().map(Manifests::of).toList();
        String page = Checkout.read(SEVERAL);
        Map<String, List<String>> secrets = new HashMap<>(secrets(SEVERAL));
        // Made by the script: SECRET_FILE.
        secrets.put("jenvoy-webhook", List.of("webhook"));

        assertFaultless(objects, block(page.substring(page.indexOf("## On OpenShift")), "json"), secrets);
    }

    /** Returns the first block of code of this language. */
    private static String block(String page, String language) {
        Matcher block =
                Pattern.compile("(?s)\n *```" + language + "\n(.*?)\n *```").matcher(page);
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    /** Returns the keys of the secrets that a page has made, by the names of the secrets. */
    private static Map<String, List<String>> secrets(String page) {
        return NEW_SECRET
                .matcher(Checkout.read(page))
                .results()
                .collect(Collectors.toMap(
                        made -> made.group(1),
                        made -> KEY.matcher(made.group(2))
                                .results()
                                .map(key -> key.group(1))
                                .toList(),
                        (first, again) -> {
                            assertThat(again).isEqualTo(first);
                            return first;
                        }));
    }

    private void assertFaultless(List<Map<String, Object>> objects, String config, Map<String, List<String>> secrets)
            throws IOException {
        List<Map<String, Object>> deployments = Manifests.all(objects, "Deployment");
        assertThat(deployments).isNotEmpty();
        for (Map<String, Object> deployment : deployments) {
            Path home = Files.createDirectories(folder.resolve(String.valueOf(at(deployment, "metadata", "name"))));
            Object pod = at(deployment, "spec", "template", "spec");
            Object container = at(pod, "containers", 0);
            mount(home, pod, container, secrets);
            Map<String, String> environment = list(container, "env")
                    .collect(Collectors.toMap(
                            variable -> String.valueOf(at(variable, "name")),
                            variable -> String.valueOf(at(variable, "value"))));

            String here = config.replace(HOME, home + "/");

            assertThat(new ConfigFolder(home, environment).problems(here)).isEmpty();
            JsonObject json = JsonParser.parseString(here).getAsJsonObject();
            Stream.of("hooks_path", "data_path", "backup_path")
                    .filter(json::has)
                    .forEach(key ->
                            assertThat(Path.of(json.get(key).getAsString())).isDirectory());
        }
    }

    /** Makes what is mounted below Jenvoy's folder, secrets with their keys as files that everybody may read. */
    private static void mount(Path home, Object pod, Object container, Map<String, List<String>> secrets)
            throws IOException {
        Map<String, Object> volumes = new TreeMap<>();
        list(pod, "volumes").forEach(volume -> volumes.put(String.valueOf(at(volume, "name")), volume));
        for (Object mount : list(container, "volumeMounts").toList()) {
            String path = String.valueOf(at(mount, "mountPath"));
            Object volume = volumes.get(String.valueOf(at(mount, "name")));
            assertThat(volume).as(path).isNotNull();
            if (path.startsWith(HOME) && !path.endsWith(".json")) {
                Path place = Files.createDirectories(home.resolve(path.substring(HOME.length())));
                Object secret = at(volume, "secret");
                List<String> keys = secret == null ? List.of() : secrets.get(String.valueOf(at(secret, "secretName")));
                assertThat(keys).as(path).isNotNull();
                for (String key : keys) {
                    Files.writeString(place.resolve(key), SECRET_TEXT);
                }
            }
        }
    }

    private static Stream<?> list(Object object, String key) {
        return ((List<?>) at(object, key)).stream();
    }
}
