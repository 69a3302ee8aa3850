package dev.jenvoy.expression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What expressions mean, what is said of wrong ones, and that hostile ones end. */
class ExpressionTest {

    private static final String PAYLOAD = """
            {"pull_request": {"draft": false, "title": "Größe \\"1\\"", "labels": [{"name": "deploy"}, {"name": "docs"}]},
             "id": 9007199254740993, "big": 18446744073709551615, "huge": 123456789012345678901234567890, "part": 2.5,
             "whole": 3.0, "none": null, "empty": {}, "twice": 1, "twice": 2, "lines": "a\\nb"}
            """;

    private static final ExpressionVariables VARIABLES = variables();

    private final Map<String, Object> values = new LinkedHashMap<>(Map.of(
            "payload",
            LazyJson.of(PAYLOAD.getBytes(UTF_8)),
            "action",
            "opened",
            "number",
            7L,
            "changed",
            List.of("src/a.c", "docs/b.md"),
            "headers",
            Map.of("x-kind", "test")));

    private static ExpressionVariables variables() {
        Map<String, ExpressionVariables.Type> types = new LinkedHashMap<>();
        types.put("payload", ExpressionVariables.Type.JSON);
        types.put("action", ExpressionVariables.Type.TEXT);
        types.put("number", ExpressionVariables.Type.NUMBER);
        types.put("changed", ExpressionVariables.Type.TEXTS);
        types.put("headers", ExpressionVariables.Type.TEXT_MAP);
        return new ExpressionVariables(types);
    }

    private static Expression compiled(String text) {
        Expression.Compiled compiled = Expression.compile(text, VARIABLES);
        assertThat(compiled).as(text).isInstanceOf(Expression.Compiled.Sound.class);
        return ((Expression.Compiled.Sound) compiled).expression();
    }

    private Evaluation evaluated(String text) {
        return compiled(text).evaluate(values::get, new ExpressionBudget());
    }

    private String value(String text) {
        Evaluation evaluation = evaluated(text);
        return evaluation instanceof Evaluation.Valued valued
                ? valued.value().kind() + " " + valued.value().text()
                : evaluation.toString();
    }

    private static String fault(String text) {
        Expression.Compiled compiled = Expression.compile(text, VARIABLES);
        assertThat(compiled).as(text).isInstanceOf(Expression.Compiled.Faulty.class);
        return ((Expression.Compiled.Faulty) compiled).fault().describe();
    }

    private String failure(String text) {
        Evaluation evaluation = evaluated(text);
        assertThat(evaluation).as(text).isInstanceOf(Evaluation.Failed.class);
        return ((Evaluation.Failed) evaluation).fault().describe();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    action == "opened" && !payload.pull_request.draft;             TRUTH true
                    payload.pull_request.labels.exists(l, l.name == "deploy");     TRUTH true
                    payload.pull_request.labels.map(l, l.name);                    JSON ["deploy","docs"]
                    changed.filter(p, p.startsWith("docs/"));                      JSON ["docs/b.md"]
                    changed.all(p, p.startsWith("src/"));                          TRUTH false
                    has(payload.pull_request.body);                                TRUTH false
                    has(payload.pull_request) && has(payload.pull_request.title);  TRUTH true
                    payload.pull_request.title;                                    TEXT Größe "1"
                    payload.id;                                                    NUMBER 9007199254740993
                    payload.id + 1;                                                NUMBER 9007199254740994
                    payload.big;                                                   NUMBER 18446744073709551615
                    payload.big > payload.id;                                      TRUTH true
                    payload.huge > 1;                                              TRUTH true
                    payload.part * 2.0;                                            NUMBER 5
                    payload.whole == 3;                                            TRUTH true
                    payload.none == null;                                          TRUTH true
                    payload.none;                                                  NOTHING null
                    payload.empty;                                                 JSON {}
                    payload.twice;                                                 NUMBER 2
                    {"a": [1, 2.5, null, true, payload.lines]};                    JSON {"a":[1,2.5,null,true,"a\\nb"]}
                    number % 2 == 1 ? "odd" : "even";                              TEXT odd
                    "deploy" in payload.pull_request.labels.map(l, l.name);        TRUTH true
                    headers["x-kind"].matches("^t[a-z]+$");                        TRUTH true
                    size(payload.pull_request.labels);                             NUMBER 2
                    timestamp("2026-01-02T03:04:05Z") < timestamp("2027-01-01T00:00:00Z"); TRUTH true
                    """)
    void an_expression_has_the_value_that_cel_gives_it(String text, String expected) {
        assertThat(value(text)).isEqualTo(expected.replace("\\\\", "\\"));
    }

    @Test
    void a_wrong_expression_is_named_with_its_place() {
        assertThat(fault("acton == \"opened\""))
                .isEqualTo("column 1: there is no variable or function \"acton\"; the variables are payload, action, "
                        + "number, changed, headers");
        assertThat(fault("action == 1")).isEqualTo("column 8: == does not fit values of these types");
        assertThat(fault("action == \"opened")).startsWith("column 11: ");
        assertThat(fault("")).isEqualTo("an expression is missing");
        assertThat(fault("action.frobnicate()")).contains("column 18").contains("frobnicate");
        assertThat(fault("true &&\n  acton")).startsWith("line 2, column 3: ");
    }

    @Test
    void a_failed_evaluation_is_named_with_its_place_and_without_values() {
        assertThat(failure("payload.commit.id == 1"))
                .isEqualTo("column 8: there is no \"commit\" here; has(…) asks whether there is one");
        assertThat(failure("\"ö\" + payload.id")).isEqualTo("column 5: + does not fit values of these types");
        assertThat(failure("1 / (number - 7) == 1")).isEqualTo("column 3: it divides by zero");
        assertThat(failure("changed[5]")).contains("the list has no element of this number");
        assertThat(failure("payload.id * payload.id * payload.id")).contains("a number is too large");
        assertThat(failure("int(payload.pull_request.title) == 1")).doesNotContain("Größe");
        assertThat(failure("timestamp(payload.pull_request.title) == timestamp(0)"))
                .doesNotContain("Größe");
        assertThat(failure("payload.pull_request.title.matches(\"(\")")).doesNotContain("Größe");
    }

    @Test
    void each_side_of_the_outer_and_has_its_own_value() {
        Expression whole = compiled(
                "action == \"a && b\" && (number == 7 && changed.exists(c, c == '&&')) && payload.nothing == 1");

        List<Expression.Part> parts = whole.parts(values::get, new ExpressionBudget());

        assertThat(parts)
                .extracting(Expression.Part::text)
                .containsExactly(
                        "action == \"a && b\"",
                        "(number == 7 && changed.exists(c, c == '&&'))",
                        "payload.nothing == 1");
        assertThat(parts.get(0).evaluation().toString()).contains("text=false");
        assertThat(parts.get(1).evaluation().toString()).contains("text=false");
        assertThat(parts.get(2).evaluation().toString()).contains("there is no \"nothing\" here");
        assertThat(compiled("number == 7 && number == 8 || true").parts(values::get, new ExpressionBudget()))
                .extracting(Expression.Part::text)
                .containsExactly("number == 7 && number == 8 || true");
        assertThat(compiled("r'\\d&&' == action && true // && no").parts(values::get, new ExpressionBudget()))
                .hasSize(2);
    }

    @Test
    void a_variable_that_is_not_needed_is_not_asked_for() {
        List<String> asked = new ArrayList<>();
        Evaluation evaluation = compiled("number == 8 && payload.id == 1 || number == 7")
                .evaluate(
                        name -> {
                            asked.add(name);
                            return values.get(name);
                        },
                        new ExpressionBudget());

        assertThat(evaluation.toString()).contains("text=true");
        assertThat(asked).containsExactly("number");
        assertThat(compiled("has(payload.x)").uses("payload")).isTrue();
        assertThat(compiled("number == 7").uses("payload")).isFalse();
        assertThat(compiled("changed.map(c, payload.x)").uses("payload")).isTrue();
    }

    @Test
    void what_an_unknown_variable_cannot_change_is_decided_without_it() {
        values.remove("payload");
        Function<String, Object> unknown = name -> {
            if (!values.containsKey(name)) {
                throw new UnknownValue();
            }
            return values.get(name);
        };

        assertThat(compiled("payload.a && number == 8")
                        .evaluate(unknown, new ExpressionBudget())
                        .toString())
                .contains("text=false");
        assertThat(compiled("payload.a == 1 || number == 7")
                        .evaluate(unknown, new ExpressionBudget())
                        .toString())
                .contains("text=true");
        assertThat(compiled("payload.a && number == 7").evaluate(unknown, new ExpressionBudget()))
                .isEqualTo(new Evaluation.Undecided());
        assertThat(compiled("!payload.exists(p, p == 1)").evaluate(unknown, new ExpressionBudget()))
                .isEqualTo(new Evaluation.Undecided());
    }

    @Test
    void an_expression_that_is_no_truth_is_known_before_it_runs() {
        assertThat(compiled("action").mayBeTruth()).isFalse();
        assertThat(compiled("payload.flag").mayBeTruth()).isTrue();
        assertThat(compiled("number > 1").mayBeTruth()).isTrue();
    }

    @Test
    void json_that_ends_too_early_is_an_answer() {
        Evaluation evaluation = compiled("payload.a.b.size() == 2")
                .evaluate(name -> LazyJson.of("{\"a\": {\"b\": [1, 2}}".getBytes(UTF_8)), new ExpressionBudget());

        assertThat(evaluation.toString()).contains("a variable cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payload.l.all(a, payload.l.all(b, payload.l.all(c, payload.l.all(d, a + b + c + d >= 0))))",
                "payload.l.map(a, payload.l.map(b, payload.l.map(c, payload.l))).size() > 0",
                "[payload.l].map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a])"
                        + ".map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a])"
                        + ".map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a])"
                        + ".map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a]) == dyn([1])",
                "[1].map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a])"
                        + ".map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a])"
                        + ".map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a])"
                        + ".map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a])",
                "payload.t + payload.t + payload.t + payload.t == 'x'",
                "payload.t.matches('(a|aa)+$')",
                "payload.s.matches('((a{1,30}){1,30}){1,30}b')",
                "payload.l.map(a, payload.s)",
            })
    void a_hostile_expression_ends_within_its_limits(String text) {
        String list = "[" + "1,".repeat(1_999) + "1]";
        values.put(
                "payload",
                LazyJson.of(("{\"l\": " + list + ", \"t\": \"" + "a".repeat(400_000) + "\", \"s\": \""
                                + "a".repeat(60_000) + "\"}")
                        .getBytes(UTF_8)));

        assertThat(failure(text)).containsAnyOf("steps", "too long", "1 MB", "64 KB", "does not fit the function");
    }

    @Test
    void a_huge_or_deep_expression_is_rejected_before_it_runs() {
        assertThat(fault("1 + ".repeat(3_000) + "1")).contains("8000 characters");
        assertThat(fault("(".repeat(3_000) + "1" + ")".repeat(3_000))).isNotEmpty();
        assertThat(fault("(".repeat(3_900))).isNotEmpty();
        assertThat(fault("[".repeat(1_000) + "]".repeat(1_000))).isNotEmpty();
        assertThat(fault("1+".repeat(3_900) + "1")).isNotEmpty();
        assertThat(fault("a.".repeat(3_000) + "b")).isNotEmpty();
        assertThat(fault("\0")).isNotEmpty();
        assertThat(fault("\ud800")).isNotEmpty();
        assertThat(fault("changed.map(x, changed.map(y, ".repeat(100))).isNotEmpty();
    }

    @Test
    void an_evaluation_ends_when_its_time_is_over() {
        long[] now = {0};
        values.put("payload", LazyJson.of(("[" + "1,".repeat(199) + "1]").getBytes(UTF_8)));

        Evaluation evaluation = compiled("payload.all(a, a == 1)")
                .evaluate(values::get, new ExpressionBudget(), () -> now[0] += 3_000_000_000L);

        assertThat(evaluation.toString()).contains("it takes too long");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '^', quoteCharacter = '`', textBlock = """
                    action = "opened"^                column 8: "=" alone is no operator: "==" compares
                    action =~ "o.*"^                  column 8: there is no operator "=~": use matches(…)
                    action == "a" and number > 1^     column 15: write "&&" in the place of "and"
                    action == "ü" OR number > 1^      column 15: write "||" in the place of "OR"
                    not action.contains("a")^         column 5: write "!" in the place of "not"
                    action == "a" & number > 1^       column 15: write "&&" in the place of "&"
                    action.startswith("o")^           column 18: there is no function "startswith"; did you mean "startsWith"?
                    payload.title.includes("o")^      column 23: there is no function "includes"; did you mean "contains"?
                    action.frobnicate()^              column 18: there is no function "frobnicate"
                    action == "a" # for now^          column 15: no comment with "#" can follow an expression
                    action == "a^                     column 11: a text has no closing quotation mark
                    action in ["a"^                   column 15: the expression ends too early
                    action == "a" && && number > 1^   column 18: "&&" is not expected here
                    """)
    void words_of_other_languages_are_answered_with_those_of_this_one(String text, String expected) {
        assertThat(fault(text)).isEqualTo(expected);
    }

    @Test
    void expressions_of_one_delivery_share_their_steps() {
        values.put("payload", LazyJson.of(("[" + "1,".repeat(9_999) + "1]").getBytes(UTF_8)));
        Expression costly = compiled("payload.all(a, a == 1)");
        ExpressionBudget budget = new ExpressionBudget();
        int done = 0;
        Evaluation evaluation = costly.evaluate(values::get, budget, () -> 0);
        while (evaluation instanceof Evaluation.Valued && done < 1_000) {
            done++;
            evaluation = costly.evaluate(values::get, budget, () -> 0);
        }
        assertThat(done).isBetween(5, 50);
        String why = "it takes more than 1000000 steps together with the other expressions of its delivery";
        assertThat(((Evaluation.Failed) evaluation).fault().describe()).isEqualTo(why);
        assertThat(((Evaluation.Failed) compiled("number == 7").evaluate(values::get, budget, () -> 0))
                        .fault()
                        .describe())
                .isEqualTo(why);
        assertThat(costly.evaluate(values::get, new ExpressionBudget())).isInstanceOf(Evaluation.Valued.class);
    }

    @Test
    void expressions_of_one_delivery_share_their_time_without_that_of_their_variables() {
        values.put("payload", LazyJson.of(("[" + "1,".repeat(999) + "1]").getBytes(UTF_8)));
        long[] now = {0};
        ExpressionBudget budget = new ExpressionBudget();
        Expression slow = compiled("payload.all(a, a == 1)");
        Function<String, Object> waits = name -> {
            now[0] += 10_000_000_000L;
            return values.get(name);
        };
        // Each look at the clock takes a millisecond, so that some evaluations fit.
        Evaluation evaluation = slow.evaluate(waits, budget, () -> now[0] += 1_000_000L);
        int done = 0;
        while (evaluation instanceof Evaluation.Valued && done < 100) {
            done++;
            evaluation = slow.evaluate(waits, budget, () -> now[0] += 1_000_000L);
        }
        assertThat(done).as(evaluation.toString()).isBetween(10, 200);
        assertThat(((Evaluation.Failed) evaluation).fault().describe())
                .isEqualTo("it takes too long together with the other expressions of its delivery");
    }
}
