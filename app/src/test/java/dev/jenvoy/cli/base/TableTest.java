package dev.jenvoy.cli.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

    private static Table table(int width) {
        Table table = new Table(terminal(width), "STATE", "SOURCE", "REPOSITORY")
                .whole("STATE")
                .spare("SOURCE");
        table.add(Table.Cell.of("succeeded"), Table.Cell.of("github"), Table.Cell.of("acme/a-long-name"));
        return table;
    }

    private static Terminal terminal(int width) {
        return new Terminal(false, width);
    }

    @Test
    void with_room_for_all_nothing_is_cut() {
        assertThat(table(100).lines())
                .containsExactly("STATE      SOURCE  REPOSITORY", "succeeded  github  acme/a-long-name");
    }

    @Test
    void where_room_is_short_the_spare_column_goes_first_and_then_letters_of_what_may_be_cut() {
        assertThat(table(30).lines()).containsExactly("STATE      REPOSITORY", "succeeded  acme/a-long-name");
        assertThat(table(20).lines().get(1)).isEqualTo("succeeded  acme/a-l…");
    }
}
