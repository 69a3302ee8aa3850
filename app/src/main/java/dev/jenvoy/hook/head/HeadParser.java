package dev.jenvoy.hook.head;

import dev.jenvoy.expression.Expression;
import dev.jenvoy.hook.HookOptions;
import dev.jenvoy.hook.variable.PassedVariables;
import dev.jenvoy.option.Option;
import dev.jenvoy.option.OptionValues;
import dev.jenvoy.option.ReadContext;
import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.Position;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.option.json.ProblemCollector;
import dev.jenvoy.option.json.Spelling;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.permission.StrictModes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a head of its lines. */
final class HeadParser {

    static final String WHEN = "when";
    private static final String VARIABLE = "env.";

    /** Options that only the operator may set: they give rights or secrets to a script, or hold literal values. */
    private static final Set<String> CONFIGURATION_ONLY = Set.of("env", "user", "secrets");

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'");

    private final List<HeadFault> faults;
    private final Map<HeadGlob, GlobList> globs = new EnumMap<>(HeadGlob.class);
    private final Map<String, Expression> variables = new LinkedHashMap<>();
    private OptionValues options = OptionValues.none();
    private Optional<Expression> when = Optional.empty();

    private HeadParser(List<HeadFault> faults) {
        this.faults = new ArrayList<>(faults);
    }

    static HookHead parse(HeadFile file) {
        HeadParser parser = new HeadParser(file.faults());
        Set<String> seen = new HashSet<>();
        for (HeadLine line : file.lines()) {
            if (seen.add(line.key())) {
                parser.take(line);
            } else {
                parser.fault(line, "is there twice");
            }
        }
        return new HookHead(
                file.lines(),
                parser.options,
                parser.globs,
                parser.when,
                parser.variables,
                parser.faults,
                file.doubts());
    }

    /** Returns whether a file has lines with expressions. */
    static boolean needsExpressions(HeadFile file) {
        return file.lines().stream().map(HeadLine::key).anyMatch(key -> key.equals(WHEN) || key.startsWith(VARIABLE));
    }

    private void take(HeadLine line) {
        Optional<HeadGlob> glob = HeadGlob.of(line.key());
        if (glob.isPresent()) {
            GlobList.read(line.value())
                    .ifPresentOrElse(
                            list -> globs.put(glob.get(), list),
                            () -> fault(line, "expected patterns with blanks between them, like \"main release/*\""));
        } else if (line.key().equals(WHEN)) {
            when = expression(line);
            when.filter(condition -> !condition.mayBeTruth())
                    .ifPresent(condition -> fault(line, "expected an expression that is true or false"));
        } else if (line.key().startsWith(VARIABLE)) {
            variable(line, line.key().substring(VARIABLE.length()));
        } else {
            option(line);
        }
    }

    private void variable(HeadLine line, String name) {
        if (!SecretReader.VARIABLE.matcher(name).matches()) {
            fault(line, "not a variable's name: expected letters, digits and \"_\"");
        } else if (PassedVariables.isOwn(name) || name.startsWith("LD_") || name.equals("PATH")) {
            fault(line, "no head may set JENVOY_..., LD_... or PATH");
        } else {
            expression(line).ifPresent(value -> variables.put(name, value));
        }
    }

    private Optional<Expression> expression(HeadLine line) {
        Expression.Compiled compiled = Expression.compile(line.value(), DeliveryValues.VARIABLES);
        if (compiled instanceof Expression.Compiled.Sound sound) {
            return Optional.of(sound.expression());
        }
        fault(line, ((Expression.Compiled.Faulty) compiled).fault().describe());
        return Optional.empty();
    }

    private void option(HeadLine line) {
        Optional<Option<?>> option = HookOptions.GROUP.options().stream()
                .filter(one -> one.key().equals(line.key()))
                .findFirst();
        if (CONFIGURATION_ONLY.contains(line.key())) {
            fault(line, "only config.json may set this");
        } else if (option.isEmpty()) {
            String hint = Spelling.nearest(line.key(), keys())
                    .map(near -> "; did you mean \"" + near + "\"?")
                    .orElse("");
            faults.add(new HeadFault(line.number(), "unknown key \"" + line.key() + "\"" + hint));
        } else {
            read(line, option.get());
        }
    }

    /** Reads the text as each JSON value that it may stand for: the option's own type decides. */
    private void read(HeadLine line, Option<?> option) {
        Optional<String> firstProblem = Optional.empty();
        for (JsonNode node : nodes(line.value())) {
            ProblemCollector problems = new ProblemCollector();
            ObjectReader in =
                    new ObjectReader("", List.of(new JsonNode.Member(Position.NOWHERE, line.key(), node)), problems);
            OptionValues value = OptionValues.readIfSet(List.of(option), in, context());
            if (!problems.hasErrors()) {
                options = options.with(value);
                return;
            }
            firstProblem = firstProblem.or(
                    () -> problems.problems().stream().map(Problem::message).findFirst());
        }
        String hint = QUOTED.matcher(line.value()).matches() ? "; write it without quotation marks" : "";
        fault(line, firstProblem.orElse("not a value of this key") + hint);
    }

    private static List<JsonNode> nodes(String value) {
        JsonNode text = new JsonNode.Text(Position.NOWHERE, value);
        if (NUMBER.matcher(value).matches()) {
            return List.of(new JsonNode.Digits(Position.NOWHERE, value), text);
        }
        if (value.equals("true") || value.equals("false")) {
            return List.of(new JsonNode.Flag(Position.NOWHERE, value.equals("true")), text);
        }
        List<JsonNode> words = Arrays.stream(value.split("\\s+"))
                .<JsonNode>map(word -> new JsonNode.Text(Position.NOWHERE, word))
                .toList();
        return List.of(text, new JsonNode.Items(Position.NOWHERE, words));
    }

    /** Gives what readers of other options need: an option of a head has no file and no secret. */
    private static ReadContext context() {
        Path folder = Path.of("");
        SecretReader secrets = new SecretReader(folder, Map.of(), new FileReader(StrictModes.of(Map.of())));
        return new ReadContext(folder, secrets, OptionValues.none());
    }

    private static Set<String> keys() {
        return Stream.of(
                        Stream.of(WHEN, VARIABLE + "NAME"),
                        Arrays.stream(HeadGlob.values()).map(HeadGlob::key),
                        HookOptions.GROUP.options().stream()
                                .map(Option::key)
                                .filter(key -> !CONFIGURATION_ONLY.contains(key)))
                .flatMap(keys -> keys)
                .collect(Collectors.toSet());
    }

    private void fault(HeadLine line, String message) {
        faults.add(new HeadFault(line.number(), line.key() + ": " + message));
    }
}
