package dev.jenvoy.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranslatedSqlTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
        SELECT a FROM b                                  | SELECT a FROM b
        SELECT a FROM b INDEXED BY b_c WHERE a = 1       | SELECT a FROM b WHERE a = 1
        SELECT a FROM b NOT INDEXED WHERE +a = ? AND +c >= ? | SELECT a FROM b WHERE a = ? AND c >= ?
        SELECT a FROM b WHERE x AND (+a LIKE ? ESCAPE '\') | SELECT a FROM b WHERE x AND (a ILIKE ? ESCAPE '\')
        SELECT a + b, a +1 FROM c                        | SELECT a + b, a +1 FROM c
        SELECT ' LIKE +a ?1 NOT INDEXED' FROM b WHERE c = ?1 | SELECT ' LIKE +a ?1 NOT INDEXED' FROM b WHERE c = ?
        SELECT 'it''s ?', "x LIKE y" FROM b              | SELECT 'it''s ?', "x LIKE y" FROM b
        SELECT a FROM b WHERE c IN (SELECT value FROM json_each(?2)) AND d = ?1 | SELECT a FROM b WHERE c IN (SELECT value FROM jsonb_array_elements_text(?::jsonb)) AND d = ?
        DELETE FROM b WHERE name LIKE 'd.%'              | DELETE FROM b WHERE name ILIKE 'd.%'
        """)
    void the_shared_sql_takes_the_form_of_postgresql(String shared, String translated) {
        assertThat(TranslatedSql.of(shared).text()).isEqualTo(translated);
    }

    @Test
    void a_parameter_with_a_number_is_bound_wherever_it_is() {
        TranslatedSql sql = TranslatedSql.of("UPDATE t SET a = ?3, b = ?1 WHERE c = ?2 AND d > ?3 OR e = ?");

        assertThat(sql.places()).isDeepEqualTo(new int[][] {{2}, {3}, {1, 4}, {5}});
        assertThat(sql.isInOrder()).isFalse();
    }

    @Test
    void plain_parameters_are_in_order() {
        assertThat(TranslatedSql.of("SELECT ?, ?1").isInOrder()).isFalse();
        assertThat(TranslatedSql.of("SELECT ?, ?").isInOrder()).isTrue();
        assertThat(TranslatedSql.of("SELECT ?1, ?2").isInOrder()).isTrue();
    }
}
