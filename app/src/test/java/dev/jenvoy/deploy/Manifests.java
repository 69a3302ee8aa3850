package dev.jenvoy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Objects of Kubernetes as maps. */
final class Manifests {

    private Manifests() {}

    /** Reads all documents of a text in YAML. */
    static List<Map<String, Object>> objects(String yaml) {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
            if (document instanceof Map<?, ?> object) {
                objects.add(of(object));
            }
        }
        return objects;
    }

    @SuppressWarnings("unchecked") // Keys of objects are texts.
    static Map<String, Object> of(Object value) {
        return (Map<String, Object>) value;
    }

    static Map<String, Object> only(List<Map<String, Object>> objects, String kind) {
        List<Map<String, Object>> found = all(objects, kind);
        assertThat(found).as(kind).hasSize(1);
        return found.get(0);
    }

    static List<Map<String, Object>> all(List<Map<String, Object>> objects, String kind) {
        return objects.stream()
                .filter(object -> kind.equals(object.get("kind")))
                .toList();
    }

    /** Goes down by keys and indexes. */
    static Object at(Object value, Object... path) {
        Object here = value;
        for (Object step : path) {
            here = step instanceof Integer index ? ((List<?>) here).get(index) : of(here).get(step);
        }
        return here;
    }
}
