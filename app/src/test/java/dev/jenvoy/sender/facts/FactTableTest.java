package dev.jenvoy.sender.facts;

import static dev.jenvoy.sender.facts.FactReader.flag;
import static dev.jenvoy.sender.facts.FactReader.object;
import static dev.jenvoy.sender.facts.FactReader.plain;
import static dev.jenvoy.sender.facts.FactReader.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.sender.json.JsonScan;
import dev.jenvoy.sender.request.InvalidPayload;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows are tried in their order, and what they read is found without being declared anywhere else. */
class FactTableTest {

    private static final FactTable TABLE = FactTable.common()
            .owner(text("owner").required("owner").as(NameValidation::owner))
            .sender(plain("user").or(plain("committer")))
            .rows(
                    FactTable.when(object("pull"))
                            .below("pull")
                            .branch(text("base").as(NameValidation::refName)),
                    FactTable.when(FactReader.by((event, json) -> event.is("push")))
                            .each("changes")
                            .fullRef(plain("ref"))
                            .deletion(flag("gone")),
                    FactTable.otherwise().sha(plain("commit")));

    private static List<Facts> read(String event, String json) throws Exception {
        return TABLE.read(new Event(event), JsonScan.read(json.replace('\'', '"'), TABLE.paths()));
    }

    @Test
    void the_first_row_whose_condition_holds_is_read() throws Exception {
        Facts pull = read("push", "{'owner':'acme','pull':{'base':'main'},'committer':'ann'}")
                .get(0);

        assertThat(pull.branch()).hasToString("main");
        assertThat(pull.owner()).hasToString("acme");
        assertThat(pull.sender()).isEqualTo("ann");
        assertThat(pull.deletion()).isFalse();
    }

    @Test
    void each_element_of_a_list_is_a_delivery_of_its_own() throws Exception {
        List<Facts> both = read(
                "push",
                "{'owner':'acme','changes':[{'ref':'refs/heads/a'},{'ref':'refs/tags/b','gone':true}],'user':'ann'}");

        assertThat(both).hasSize(2).allSatisfy(one -> assertThat(one.sender()).isEqualTo("ann"));
        assertThat(both.get(0).branch()).hasToString("a");
        assertThat(both.get(1).tag()).hasToString("b");
        assertThat(both.get(1).deletion()).isTrue();
    }

    @Test
    void an_empty_list_is_read_by_the_last_row() throws Exception {
        assertThat(read("push", "{'owner':'acme','changes':[],'commit':'1a2b'}"))
                .singleElement()
                .satisfies(one -> assertThat(one.sha()).isEqualTo("1a2b"));
    }

    @Test
    void a_required_fact_that_is_missing_and_a_name_that_cannot_be_one_are_named_by_their_place() {
        assertThatThrownBy(() -> read("push", "{}"))
                .isInstanceOf(InvalidPayload.class)
                .hasMessageStartingWith("owner: ");
        assertThatThrownBy(() -> read("push", "{'owner':'acme','changes':[{},{'ref':'a\\u0000'}]}"))
                .isInstanceOf(InvalidPayload.class)
                .hasMessageStartingWith("changes.1.ref: ");
    }
}
