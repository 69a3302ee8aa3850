package dev.jenvoy.sender.sample;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A payload that was written for this project, in the shape that its sender documents for its event.
 *
 * @param home a class of its sender's package, where it lies in the folder {@code samples}
 * @param folder the folder below that, with a slash at its end, or empty
 * @param name what a person calls it
 * @param event the event that it is sent as, in its sender's words
 * @param about one line for people
 * @param tagged the name of the sample that is sent in its place when a tag is asked for; mostly its own
 */
public record Sample(Class<?> home, String folder, String name, String event, String about, String tagged) {

    /** Describes a sample that lies directly among its sender's. */
    public static Sample of(Class<?> home, String name, String event, String about) {
        return in(home, "", name, event, about);
    }

    /** Describes a sample that lies in a folder of its own among its sender's. */
    public static Sample in(Class<?> home, String folder, String name, String event, String about) {
        return new Sample(home, folder, name, event, about, name);
    }

    /** Returns this sample with another payload for tags, where payloads differ in more than the reference. */
    public Sample whenTagged(String other) {
        return new Sample(home, folder, name, event, about, other);
    }

    /** Fills this sample with these facts, the same wherever the payload says them. */
    public SampleTemplate.Filled about(SampleFacts facts) {
        return new SampleTemplate(this::part, facts.places()).fill(read(facts.tag() == null ? name : tagged));
    }

    private Optional<JsonElement> part(String part) {
        return home.getResource(file("parts/" + part)) == null ? Optional.empty() : Optional.of(read("parts/" + part));
    }

    private JsonElement read(String file) {
        try (InputStream in = home.getResourceAsStream(file(file))) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks its sample " + folder + file);
            }
            Reader text = new InputStreamReader(in, StandardCharsets.UTF_8);
            return JsonParser.parseReader(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String file(String file) {
        return "samples/" + folder + file + ".json";
    }
}
