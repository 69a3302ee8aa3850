package dev.jenvoy.cli.deliveries;

import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which hooks of a delivery run again; all of them without an option. */
final class RedeliveredPart {

    @Option(names = "--failed", description = "Only the hooks that failed, and those that run by their result.")
    private boolean failed;

    @Option(names = "--hook", paramLabel = "NAME", description = "Only this hook.")
    private @Nullable String hook;

    @Option(names = "--from", paramLabel = "NAME", description = "The hooks from this one on.")
    private @Nullable String from;

    /** Returns the body of a request, which the caller may add to. */
    JsonObject body() {
        JsonObject body = new JsonObject();
        if (failed) {
            body.addProperty("hooks", "failed");
        } else if (hook != null) {
            body.addProperty("hook", hook);
        } else if (from != null) {
            body.addProperty("from", from);
        }
        return body;
    }

    /** Returns the choice as an addition to a sentence; empty for all hooks. */
    String words() {
        if (failed) {
            return ", with its failed hooks";
        }
        if (hook != null) {
            return ", with the hook " + hook;
        }
        return from == null ? "" : ", from the hook " + from + " on";
    }
}
