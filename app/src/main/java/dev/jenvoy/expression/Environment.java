package dev.jenvoy.expression;

import dev.cel.common.CelOptions;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** CEL as Jenvoy sets it up: all standard functions and macros, no protocol buffers, limits on size and depth. */
final class Environment {

    /** Parentheses, brackets and operators within each other. */
    private static final int MAX_DEPTH = 100;

    private static final int MAX_NODES = 2_000;
    private static final int MAX_ITERATIONS = 200_000;
    private static final int MAX_REGEX_INSTRUCTIONS = 1_000;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(Expression.MAX_TEXT_CHARS)
            .maxParseRecursionDepth(MAX_DEPTH)
            .maxParseExpressionNodeCount(MAX_NODES)
            .maxParseErrorRecoveryLimit(1)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .maxRegexProgramSize(MAX_REGEX_INSTRUCTIONS)
            // JSON has one type of numbers: 3 == 3.0, and whole numbers of any size compare.
            .enableHeterogeneousNumericComparisons(true)
            .build();

    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(OPTIONS).build();

    /** One for each place that has expressions: to make one takes some milliseconds, the first one a second. */
    private static final Map<ExpressionVariables, CelCompiler> COMPILERS = new ConcurrentHashMap<>();

    private Environment() {}

    static CelRuntime runtime() {
        return RUNTIME;
    }

    static CelCompiler compiler(ExpressionVariables variables) {
        return COMPILERS.computeIfAbsent(variables, Environment::make);
    }

    private static CelCompiler make(ExpressionVariables variables) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS);
        variables.types().forEach((name, type) -> {
            var unusedBuilder = builder.addVar(name, of(type));
        });
        return builder.build();
    }

    private static CelType of(ExpressionVariables.Type type) {
        return switch (type) {
            case TEXT -> SimpleType.STRING;
            case NUMBER -> SimpleType.INT;
            case TRUTH -> SimpleType.BOOL;
            case TEXTS -> ListType.create(SimpleType.STRING);
            case TEXT_MAP -> MapType.create(SimpleType.STRING, SimpleType.STRING);
            case JSON -> SimpleType.DYN;
        };
    }
}
