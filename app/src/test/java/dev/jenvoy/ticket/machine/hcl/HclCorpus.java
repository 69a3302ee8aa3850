package dev.jenvoy.ticket.machine.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts in HCL and what somebody may take for it: written ones, made ones, and made ones with a fault. */
final class HclCorpus {

    /** One text for each sentence of HCL's grammar, and for the ways to miss it. */
    static final List<String> WRITTEN = List.of(
            "",
            "\n\n",
            "# only a comment",
            "// one\n/* two\nlines */ a = 1 # three\n",
            "a = 1",
            "a = 1 /* comment */\nb = 2\n",
            "a = 1 /* \n */ b = 2\n",
            "a = \"x\"\r\nb = \"y\"\r\n",
            "a = \"x\"\rb = 1\n",
            "a\t=\t\"x\"\n",
            "a = \"x\" b = 1\n",
            "a = \"x\", b = 1\n",
            "a = \"x\"; b = 1\n",
            "a : 1\n",
            "a = \n1\n",
            "a =\n",
            "a\n",
            "= 1\n",
            "1 = 1\n",
            "\"a\" = 1\n",
            "a = 1\na = 2\n",
            "a-b = 1\n_a = 2\nä = 3\na1 = 4\n",
            "-a = 1\n",
            "a = 'x'\n",
            "a = `x`\n",
            "a = \"x\n\"\n",
            "a = \"x",
            "a = \"\\n\\r\\t\\\"\\\\\\u00e9\\U0001F600\"\n",
            "a = \"\\x41\"\n",
            "a = \"\\u12\"\n",
            "a = \"\\\n",
            "a = \"e\\u0301 e\u0301\"\n",
            "a = \"$ % $$ %% $x %x {}\"\n",
            "a = 0\nb = 007\nc = 1.50\nd = -1\ne = 1e3\nf = 1E+2\ng = 25e-1\nh = -0\ni = 0.0\n",
            "a = .5\n",
            "a = 1.\n",
            "a = 1e\n",
            "a = 1x\n",
            "a = +1\n",
            "a = - 1\n",
            "a = true\nb = false\nc = null\n",
            "a = True\n",
            "a = []\nb = [1]\nc = [1,]\nd = [\n1,\n\n\"x\"\n,\n]\n",
            "a = [1 2]\n",
            "a = [,]\n",
            "a = [1,,2]\n",
            "a = [1\nb = 2\n",
            "a = [1}\n",
            "a = {}\nb = { x = 1 }\nc = { x : 1, y : 2, }\nd = {\n x = 1\n\n y : 2,\n z = 3 }\n",
            "a = { x = 1 y = 2 }\n",
            "a = { x = 1,, y = 2 }\n",
            "a = { , }\n",
            "a = { x = 1\n, y = 2 }\n",
            "a = { x =\n 1 }\n",
            "a = { x\n= 1 }\n",
            "a = { x }\n",
            "a = { x \"1\" }\n",
            "a = { \"x y\" = 1, 5 = 2, true = 3, null = 4 }\n",
            "a = { x = 1, x = 2 }\n",
            "a = { x = { y = [ { z = 1 } ] } }\n",
            "a = {\n x = 1\n",
            "a = {\n x = 1\n]\n",
            "a = { x = 1 } # comment\n",
            "a = { x = 1 // comment\n y = 2 }\n",
            "b {}\n",
            "b { }\n",
            "b {\n}\n",
            "b \"l\" m \"n\" {\n a = 1\n}\n",
            "b \"l\" { a = 1 }\n",
            "b \"l\" { a = 1 } \n",
            "b \"l\" { a = 1, c = 2 }\n",
            "b \"l\" { a = 1\n}\n",
            "b \"l\" { a = 1\n c = 2\n}\n",
            "b \"l\" { c {} }\n",
            "b \"l\" {\n a = 1 }\n",
            "b \"l\" {\n a = 1\n} c = 2\n",
            "b \"l\"\n{\n}\n",
            "b \"l\" = 1\n",
            "b = \"l\" {\n}\n",
            "b {\n c {\n  d {\n  }\n }\n}\n",
            "b {\n c {\n  d {\n }\n}\n",
            "b {\n}\n}\n",
            "b {\n",
            "b \"l {\n}\n",
            "b \"l\\n\" {\n}\n",
            "b \"\" {\n}\n",
            "b 1 {\n}\n",
            "b [\"l\"] {\n}\n",
            "b {}\nb {}\nb \"x\" {}\nb \"y\" { a = 1 }\n",
            "a = <<X\none\n  two\nX\n",
            "a = <<-X\n    one\n\n      two\n    X\nb = 1\n",
            "a = <<X\n$${x} \\n \"q\"\n  X  \n",
            "a = <<X\none\nXX\n",
            "a = <<X\none\nX",
            "a = { for = 1 }\n",
            "a = { \"for\" = 1 }\n",
            "a = \"x\r\"\n",
            "a = [1\n+ 2]\n",
            "a = <<X \none\nX\n",
            "a = <<\none\n",
            "a = [<<X\none\nX\n, 2]\n",
            "a = \"${x}\"\n",
            "a = \"%{ if x }y%{ endif }\"\n",
            "a = \"${\n",
            "a = \"${\"}\"}\"\n",
            "a = x\n",
            "a = x.y[0]\n",
            "a = f(1)\n",
            "a = 1 + 2\n",
            "a = \"x\" == \"y\"\n",
            "a = !true\n",
            "a = (1)\n",
            "a = (1\n",
            "a = true ? 1 : 2\n",
            "a = [for x in y : x]\n",
            "a = {for x in y : x => x}\n",
            "a = { (x) = 1 }\n",
            "a = \"x\".y\n",
            "a = [1][0]\n",
            "a = 1 ...\n",
            "/* open\na = 1\n",
            "\u00a0a = 1\n",
            "a = \u201cx\u201d\n",
            "\ufeffa = 1\n");

    private static final List<String> NAMES = List.of("a", "to_do", "state", "x-1", "prüfen", "true", "for", "in");
    private static final List<String> TEXTS = List.of(
            "",
            "To Do",
            "In Progress",
            "<end>",
            "$${x}",
            "%%{x}",
            "\\\"q\\\"",
            "\\u00e9",
            "{",
            "}",
            "#",
            "//",
            "=",
            "😀",
            "a\\tb");
    private static final List<String> PIECES = List.of(
            "{", "}", "[", "]", "\"", "=", ":", ",", "\n", " ", "a", "1", "#", "/*", "*/", "\\", "$", "${", "<<A\n",
            "-", ".", "(", ")", "'", "\r\n");

    private final Random random;

    HclCorpus(long seed) {
        this.random = new Random(seed);
    }

    /** Makes a good file. */
    String good() {
        return body(0, "");
    }

    /** Makes a file with a part of it taken out, doubled, or something put in. */
    String mutated() {
        StringBuilder text = new StringBuilder(good().replace("😀", "ü"));
        for (int faults = 1 + random.nextInt(2); faults > 0 && text.length() > 0; faults--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + 1 + random.nextInt(3));
            switch (random.nextInt(3)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, text.substring(at, end));
                default -> text.insert(at, one(PIECES));
            }
        }
        return text.toString();
    }

    private String body(int depth, String indent) {
        StringBuilder text = new StringBuilder();
        List<String> names = new ArrayList<>(NAMES);
        for (int items = random.nextInt(4); items > 0; items--) {
            String name = names.remove(random.nextInt(names.size()));
            if (random.nextInt(5) == 0) {
                text.append(indent).append(comment()).append('\n');
            }
            text.append(indent).append(name);
            String rest = depth < 3 && random.nextInt(3) > 0 ? block(depth, indent) : " = " + value(0);
            // Behind the marker of a heredoc nothing may follow in the line.
            text.append(rest).append(rest.endsWith("END") ? "\n" : end());
        }
        return text.toString();
    }

    private String block(int depth, String indent) {
        StringBuilder text = new StringBuilder();
        for (int labels = random.nextInt(3); labels > 0; labels--) {
            text.append(random.nextInt(4) == 0 ? " " + one(NAMES) : " \"" + one(TEXTS) + "\"");
        }
        return text
                + switch (random.nextInt(4)) {
                    case 0 -> " {}";
                    case 1 -> " { " + one(NAMES) + " = " + value(1) + " }";
                    default -> " {\n" + body(depth + 1, indent + "  ") + indent + "}";
                };
    }

    private String value(int depth) {
        return switch (random.nextInt(depth < 3 ? 8 : 5)) {
            case 0, 1 -> "\"" + one(TEXTS) + "\"";
            case 2 -> List.of("0", "12", "-3", "1.50", "2e3", "-0.25", "1E-2").get(random.nextInt(7));
            case 3 -> List.of("true", "false", "null").get(random.nextInt(3));
            case 4 -> depth == 0 ? heredoc() : "\"x\"";
            case 5 -> list(depth);
            default -> object(depth);
        };
    }

    private String heredoc() {
        boolean indented = random.nextBoolean();
        StringBuilder text = new StringBuilder(indented ? "<<-END\n" : "<<END\n");
        for (int lines = random.nextInt(4); lines > 0; lines--) {
            text.append(" ".repeat(random.nextInt(5))).append(one(TEXTS)).append('\n');
        }
        return text + " ".repeat(random.nextInt(3)) + "END";
    }

    private String list(int depth) {
        StringBuilder text = new StringBuilder("[").append(gap());
        for (int items = random.nextInt(3); items > 0; items--) {
            text.append(value(depth + 1)).append(gap());
            text.append(items > 1 || random.nextBoolean() ? "," : "").append(gap());
        }
        return text + "]";
    }

    private String object(int depth) {
        StringBuilder text = new StringBuilder("{").append(gap());
        List<String> keys = new ArrayList<>(List.of("a", "to_do", "\"b c\"", "5", "null", "x-1"));
        for (int items = random.nextInt(4); items > 0; items--) {
            text.append(keys.remove(random.nextInt(keys.size())));
            text.append(random.nextBoolean() ? " = " : " : ").append(value(depth + 1));
            text.append(items == 1 ? "" : random.nextBoolean() ? ", " : "\n");
        }
        return text + (random.nextBoolean() ? "\n}" : " }");
    }

    private String gap() {
        return List.of("", " ", "\n", "/* c */", "# c\n").get(random.nextInt(5));
    }

    private String comment() {
        return List.of("# c", "// c", "/* c */", "/* c\n c */").get(random.nextInt(4));
    }

    private String end() {
        return List.of("\n", "\n\n", " \n", " # c\n", "\r\n").get(random.nextInt(5));
    }

    private String one(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
