package dev.jenvoy.cli.send.sample;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A payload that was written for this project, in the shape that its sender documents for its event.
 *
 * @param folder where it lies among the samples, with a slash at its end; empty for GitHub's
 * @param name what a person calls it
 * @param event the event that it is sent as, in its sender's words
 * @param about one line for people
 */
public record Sample(String folder, String name, String event, String about) {

    /** One of GitHub's. */
    Sample(String name, String event, String about) {
        this("", name, event, about);
    }

    /** All of GitHub's, in the order in which they are listed. */
    public static final List<Sample> ALL = List.of(
            new Sample("push", "push", "two commits pushed to a branch"),
            new Sample("push-tag", "push", "a tag pushed"),
            new Sample("push-delete", "push", "a branch deleted by a push; runs no hook"),
            new Sample("ping", "ping", "what GitHub sends when a webhook is made; runs no hook"),
            new Sample("pull_request", "pull_request", "a pull request opened against a branch"),
            new Sample("issues", "issues", "an issue opened"),
            new Sample("release", "release", "a release published"),
            new Sample("create", "create", "a branch created, or with --tag a tag"),
            new Sample("delete", "delete", "a branch deleted, or with --tag a tag"),
            new Sample("workflow_run", "workflow_run", "a workflow completed on a branch"));

    /** This sample about these facts, the same wherever the payload says them. */
    public SampleTemplate.Filled about(SampleFacts facts) {
        // GitHub has one event for both, but the payloads differ in more than the ref.
        boolean tagged = folder.isEmpty() && name.equals("push") && facts.tag() != null;
        String file = folder + (tagged ? "push-tag" : name);
        return new SampleTemplate(Sample::part, facts.places()).fill(read(file));
    }

    private static Optional<JsonElement> part(String name) {
        return Sample.class.getResource("samples/parts/" + name + ".json") == null
                ? Optional.empty()
                : Optional.of(read("parts/" + name));
    }

    private static JsonElement read(String name) {
        try (InputStream in = Sample.class.getResourceAsStream("samples/" + name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks its sample " + name);
            }
            Reader text = new InputStreamReader(in, StandardCharsets.UTF_8);
            return JsonParser.parseReader(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
