package dev.jenvoy.ticket.machine.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.machine.Component;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.ticket.file.FileProblem;
import dev.jenvoy.ticket.file.FileProblems;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * HCL's own parser, which npm's package {@code @cdktf/hcl2json} has, reads the same in each text as ours, and has a complaint
 * about each text that ours complains about. The package is installed into {@code target} with npm when it is missing there.
 */
class HclPackageTest {

    private static final String VERSION = "0.21.0";
    private static final Path PLACE = Path.of("target", "hcl2json");
    private static final Path PACKAGE = PLACE.resolve("node_modules/@cdktf/hcl2json");

    private static final int MADE = 500;
    private static final int MAX_SHOWN = 20;
    private static final long SEED = 20_240_701;

    /** Reads a list of texts, and writes what the parser makes of each: an object, or the complaint. */
    private static final String SCRIPT = """
            const hcl = require(process.argv[2]);
            const fs = require("fs");
            (async () => {
              const all = [];
              for (const text of JSON.parse(fs.readFileSync(process.argv[3], "utf8"))) {
                try {
                  all.push(await hcl.parse("file.hcl", text));
                } catch (complaint) {
                  all.push(String(complaint.message));
                }
              }
              fs.writeFileSync(process.argv[4], JSON.stringify(all));
            })();
            """;

    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    @TempDir
    Path folder;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Component.need("node");
        Component.need("npm");
        if (!Files.exists(PACKAGE)) {
            Files.createDirectories(PLACE);
            String said = run(List.of(
                    "npm",
                    "install",
                    "--no-audit",
                    "--no-fund",
                    "--prefix",
                    PLACE.toString(),
                    "@cdktf/hcl2json@" + VERSION));
            assertThat(PACKAGE)
                    .as("this test needs npm's package @cdktf/hcl2json, which could not be installed: %s", said)
                    .exists();
        }
    }

    @Test
    void written_texts_are_read_as_the_package_reads_them() throws IOException, InterruptedException {
        compare(HclCorpus.WRITTEN);
    }

    @Test
    void made_texts_are_read_as_the_package_reads_them() throws IOException, InterruptedException {
        HclCorpus corpus = new HclCorpus(SEED);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < MADE; i++) {
            texts.add(corpus.good());
        }
        assertThat(texts)
                .allSatisfy(text -> assertThat(read(text).errors()).as(text).isEmpty());

        compare(texts);
    }

    @Test
    void texts_with_a_fault_are_judged_as_the_package_judges_them() throws IOException, InterruptedException {
        HclCorpus corpus = new HclCorpus(SEED + 1);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < MADE; i++) {
            texts.add(corpus.mutated());
        }

        compare(texts);
    }

    private void compare(List<String> texts) throws IOException, InterruptedException {
        JsonArray theirs = theirs(texts);
        assertThat(theirs).hasSize(texts.size());
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            difference(texts.get(i), theirs.get(i)).ifPresent(differences::add);
        }

        assertThat(differences.stream().limit(MAX_SHOWN)).isEmpty();
    }

    /** Expressions are no fault to the package. */
    private static Optional<String> difference(String text, JsonElement their) {
        Ours ours = read(text);
        // What cannot be written as JSON was read.
        boolean theyComplain = their.isJsonPrimitive() && !their.getAsString().startsWith("convert to HCL");
        boolean onlyPlain =
                ours.errors().stream().allMatch(problem -> problem.code().equals("not_plain"));
        boolean same = theyComplain
                ? !ours.errors().isEmpty()
                : ours.errors().isEmpty() ? ours.isAmbiguous() || ours.json().equals(their) : onlyPlain;
        return same
                ? Optional.empty()
                : Optional.of(GSON.toJson(text) + "\n  theirs: " + their + "\n  ours:   " + ours.json() + " "
                        + ours.errors());
    }

    private record Ours(JsonElement json, List<FileProblem> errors) {

        /** Returns whether one name is an attribute and a block, or a block's type and label, which the package mixes up. */
        boolean isAmbiguous() {
            return json.isJsonNull();
        }
    }

    private static Ours read(String text) {
        FileProblems problems = new FileProblems("file.hcl");
        Optional<HclBody> body = HclText.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), problems);
        List<FileProblem> errors =
                problems.problems().stream().filter(FileProblem::isError).toList();
        return new Ours(
                body.flatMap(HclPackageTest::json).<JsonElement>map(all -> all).orElse(JsonNull.INSTANCE), errors);
    }

    /** Writes a body as the package does: each block in a list, below its type and its labels. Empty if that mixes things up. */
    private static Optional<JsonObject> json(HclBody body) {
        JsonObject all = new JsonObject();
        for (HclBody.Attribute attribute : body.attributes()) {
            attribute.value().ifPresent(value -> all.add(attribute.name(), json(value)));
        }
        List<String> taken = List.copyOf(all.keySet());
        for (HclBody.Block block : body.blocks()) {
            Optional<JsonObject> content = json(block.body());
            Optional<JsonArray> place = taken.contains(block.type()) ? Optional.empty() : place(block, all);
            if (content.isEmpty() || place.isEmpty()) {
                return Optional.empty();
            }
            place.get().add(content.get());
        }
        return Optional.of(all);
    }

    private static Optional<JsonArray> place(HclBody.Block block, JsonObject all) {
        JsonObject place = all;
        String name = block.type();
        for (HclBody.Label label : block.labels()) {
            if (!place.has(name)) {
                place.add(name, new JsonObject());
            }
            if (!place.get(name).isJsonObject()) {
                return Optional.empty();
            }
            place = place.getAsJsonObject(name);
            name = label.text();
        }
        if (!place.has(name)) {
            place.add(name, new JsonArray());
        }
        return place.get(name).isJsonArray() ? Optional.of(place.getAsJsonArray(name)) : Optional.empty();
    }

    private static JsonElement json(JsonNode value) {
        if (value instanceof JsonNode.Text text) {
            // The package writes values for Terraform, with the escapes in them.
            return new JsonPrimitive(text.value().replace("${", "$${").replace("%{", "%%{"));
        }
        if (value instanceof JsonNode.Digits digits) {
            return JsonParser.parseString(new BigDecimal(digits.value()).toString());
        }
        if (value instanceof JsonNode.Flag flag) {
            return new JsonPrimitive(flag.value());
        }
        if (value instanceof JsonNode.Items items) {
            JsonArray all = new JsonArray();
            items.values().forEach(item -> all.add(json(item)));
            return all;
        }
        if (value instanceof JsonNode.Members members) {
            JsonObject all = new JsonObject();
            members.values().forEach(member -> all.add(member.name(), json(member.value())));
            return all;
        }
        return JsonNull.INSTANCE;
    }

    private JsonArray theirs(List<String> texts) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("read.js"), SCRIPT);
        Path in = Files.writeString(folder.resolve("texts.json"), GSON.toJson(texts));
        Path out = folder.resolve("read.json");
        String said = run(
                List.of("node", script.toString(), PACKAGE.toAbsolutePath().toString(), in.toString(), out.toString()));
        assertThat(out).as(said).exists();
        return JsonParser.parseString(Files.readString(out)).getAsJsonArray();
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("hcl", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        String said = Files.readString(output);
        Files.delete(output);
        return said;
    }
}
