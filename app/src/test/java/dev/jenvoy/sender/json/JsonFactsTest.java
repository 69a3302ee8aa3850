package dev.jenvoy.sender.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values are found at declared paths, and at no others. */
class JsonFactsTest {

    private static JsonFacts facts() throws JsonScan.NotJson {
        return JsonScan.read(
                "{\"ref\":\"main\",\"name\":\"x\",\"changes\":[{\"ref\":\"a\",\"to\":{\"hash\":1}},{}]}",
                JsonPaths.of("ref", "changes.*.ref", "changes.*.to.hash", "gone.deep"));
    }

    @Test
    void a_declared_path_has_its_value_or_none() throws Exception {
        JsonFacts facts = facts();

        assertThat(facts.text("ref")).isEqualTo("main");
        assertThat(facts.size("changes")).isEqualTo(2);
        assertThat(facts.text("changes.0.ref")).isEqualTo("a");
        assertThat(facts.hasObject("changes.0.to")).isTrue();
        assertThat(facts.text("changes.1.ref")).isNull();
        assertThat(facts.text("changes.7.ref")).isNull();
        assertThat(facts.textIfAny("gone.deep")).isNull();
        assertThat(facts.isObject("gone")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "re", "ref.x", "changes.0.name", "changes.x.ref", "gone.deep.er", ""})
    void a_path_that_was_never_declared_is_a_mistake(String path) throws Exception {
        JsonFacts facts = facts();

        assertThatIllegalArgumentException().isThrownBy(() -> facts.text(path));
        assertThatIllegalArgumentException().isThrownBy(() -> facts.textIfAny(path));
        assertThatIllegalArgumentException().isThrownBy(() -> facts.number(path));
        assertThatIllegalArgumentException().isThrownBy(() -> facts.flag(path));
        assertThatIllegalArgumentException().isThrownBy(() -> facts.hasObject(path));
        assertThatIllegalArgumentException().isThrownBy(() -> facts.isObject(path));
        assertThatIllegalArgumentException().isThrownBy(() -> facts.size(path));
    }

    @Test
    void a_view_below_a_path_reads_the_same_values_and_names_them_in_full() throws Exception {
        JsonFacts change = facts().below("changes.0");

        assertThat(change.text("ref")).isEqualTo("a");
        assertThatThrownBy(() -> change.text("to.hash"))
                .isInstanceOf(JsonFacts.WrongType.class)
                .hasMessage("changes.0.to.hash: expected a string");
        assertThatIllegalArgumentException().isThrownBy(() -> change.text("name"));
    }
}
