package dev.jenvoy.cli.imports;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Translates one hook of the file into an endpoint and a script. */
final class HookTranslator {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final List<String> ALL_METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final String MISMATCH_STATUS = "trigger-rule-mismatch-http-response-code";
    private static final String MISMATCH = "Hook rules were not satisfied.";

    private static final Set<String> KNOWN = Set.of(
            "id",
            "execute-command",
            "command-working-directory",
            "response-message",
            "response-headers",
            "success-http-response-code",
            "incoming-payload-content-type",
            "http-methods",
            "include-command-output-in-response",
            "include-command-output-in-response-on-error",
            "parse-parameters-as-json",
            "pass-arguments-to-command",
            "pass-environment-to-command",
            "pass-file-to-command",
            "keep-file-environment",
            "trigger-rule",
            MISMATCH_STATUS,
            "trigger-signature-soft-failures",
            "pre-hook-command");

    private final JsonObject hook;
    private final JsonObject endpoint = new JsonObject();
    private final JsonObject variables = new JsonObject();
    private final List<String> notes = new ArrayList<>();
    private HiddenValues hidden = HiddenValues.of(List.of());

    private HookTranslator(JsonObject hook) {
        this.hook = hook;
    }

    /**
     * A translated hook.
     *
     * @param id its id, which is the name of its endpoint
     * @param event the event of its endpoint, which is the name of its script
     * @param endpoint its entry in the configuration
     * @param script the text of the script
     * @param notes what is different here, in words
     */
    record Translated(String id, String event, JsonObject endpoint, String script, List<String> notes) {}

    static Translated translate(JsonObject hook) throws NotCarried {
        return new HookTranslator(hook).translated();
    }

    private Translated translated() throws NotCarried {
        String id = HooksFile.text(hook, "id");
        String command = HooksFile.line(hook, "execute-command");
        if (!ID.matcher(id).matches()) {
            throw new NotCarried("its id cannot be the name of an endpoint: up to 64 letters, digits and ._-");
        }
        String event = id.toLowerCase(Locale.ROOT).replace('-', '_').replace('.', '_');
        if (event.equals("all") || event.equals("ping")) {
            throw new NotCarried("no hook runs for the event \"" + event + "\": give it another id");
        }
        if (command.isEmpty()) {
            throw new NotCarried("it has no execute-command");
        }
        if (!HooksFile.text(hook, "pre-hook-command").isEmpty()) {
            throw new NotCarried("there is no equivalent of pre-hook-command: let the script do it first");
        }
        for (String key : new TreeSet<>(hook.keySet())) {
            if (!KNOWN.contains(key)) {
                notes.add("the key \"" + key + "\" is not known and was left out");
            }
        }
        methods();
        rule();
        body();
        WrapperScript script = new WrapperScript(id);
        script.folder(HooksFile.line(hook, "command-working-directory"));
        arguments(script);
        environment();
        files(script);
        if (!variables.isEmpty()) {
            endpoint.add("env", variables);
        }
        response(script);
        if (command.contains("/") && !command.startsWith("/")) {
            notes.add("the command is a relative path, which counts from "
                    + (HooksFile.line(hook, "command-working-directory").isEmpty()
                            ? "the hooks folder"
                            : "its working directory")
                    + " now");
        }
        return new Translated(id, event, endpoint, script.text(command), List.copyOf(notes));
    }

    private void methods() throws NotCarried {
        JsonArray methods = new JsonArray();
        for (JsonElement method : HooksFile.list(hook, "http-methods")) {
            methods.add(method.getAsString().strip().toUpperCase(Locale.ROOT));
        }
        if (methods.isEmpty()) {
            ALL_METHODS.forEach(methods::add);
        }
        endpoint.add("methods", methods);
    }

    private void rule() throws NotCarried {
        JsonElement rule = hook.get("trigger-rule");
        RuleTranslator.Split split = rule == null || rule.isJsonNull()
                ? RuleTranslator.Split.NOTHING
                : RuleTranslator.split(HooksFile.object(hook, "trigger-rule"));
        if (split.provesNothing()) {
            endpoint.addProperty("proof", "none");
            notes.add("nothing in its rule proves who sends a request, so its proof is \"none\": anybody can run it");
        } else {
            endpoint.add("proof", ProofWay.json(split.ways()));
            proofNotes(split);
        }
        hidden = HiddenValues.of(split.ways());
        Optional<String> unseen = hidden.readBy(split.when());
        if (unseen.isPresent()) {
            throw new NotCarried("a rule that is no proof reads \"" + unseen.get()
                    + "\", which expressions do not see: compare it as a whole, with \"value\"");
        }
        if (!split.when().isEmpty()) {
            endpoint.addProperty("when", split.when());
        }
    }

    private void proofNotes(RuleTranslator.Split split) {
        notes.add("a request that does not prove itself is answered 403 without a text, not "
                + (hook.has(MISMATCH_STATUS) ? hook.get(MISMATCH_STATUS).getAsString() : "200") + " \"" + MISMATCH
                + "\"");
        if (hook.has(MISMATCH_STATUS) && split.when().isEmpty()) {
            notes.add("\"" + MISMATCH_STATUS + "\" was left out, because its whole rule is a proof");
        }
        if (split.ways().stream().anyMatch(ProofWay::isLoopback)) {
            notes.add(
                    "the loopback addresses in its rule count without a secret only while trusted_proxies is empty, and"
                            + " only for requests that no proxy forwarded");
        }
    }

    private void body() throws NotCarried {
        String type = HooksFile.text(hook, "incoming-payload-content-type").toLowerCase(Locale.ROOT);
        if (type.contains("json")) {
            endpoint.addProperty("body", "json");
        } else if (type.contains("x-www-form-urlencoded")) {
            endpoint.addProperty("body", "form");
        } else if (type.contains("xml")) {
            endpoint.addProperty("body", "xml");
        } else if (type.contains("multipart/form-data")) {
            endpoint.addProperty("body", "multipart");
        }
        JsonArray fields = new JsonArray();
        for (JsonObject parameter : HooksFile.objects(hook, "parse-parameters-as-json")) {
            if (!HooksFile.text(parameter, "source").equals("payload")) {
                throw new NotCarried("only fields of a form can be parsed as JSON");
            }
            fields.add(HooksFile.text(parameter, "name"));
        }
        if (!fields.isEmpty()) {
            endpoint.add("json_fields", fields);
        }
    }

    private void arguments(WrapperScript script) throws NotCarried {
        int number = 0;
        for (JsonObject parameter : HooksFile.objects(hook, "pass-arguments-to-command")) {
            number++;
            RequestReference reference = RequestReference.of(parameter);
            if (reference.source().equals("string")) {
                script.argument(reference.name());
            } else {
                String variable = "ARG_" + number;
                hidden.note("argument " + number, reference).ifPresent(notes::add);
                variables.addProperty(variable, reference.orEmpty());
                script.argumentOf(variable);
            }
        }
    }

    private void environment() throws NotCarried {
        for (JsonObject parameter : HooksFile.objects(hook, "pass-environment-to-command")) {
            RequestReference reference = RequestReference.of(parameter);
            String name = variable(parameter, "HOOK_" + reference.name());
            hidden.note("the variable " + name, reference).ifPresent(notes::add);
            variables.addProperty(name, reference.orEmpty());
        }
    }

    private String variable(JsonObject parameter, String usual) throws NotCarried {
        String given = HooksFile.text(parameter, "envname");
        String name = given.isEmpty() ? usual : given;
        if (name.startsWith("JENVOY_") || name.startsWith("LD_") || name.equals("PATH")) {
            throw new NotCarried("a request must not set the variable " + name);
        }
        if (VARIABLE.matcher(name).matches()) {
            return name;
        }
        String possible = name.replaceAll("[^A-Za-z0-9_]", "_");
        possible = Character.isDigit(possible.charAt(0)) ? "_" + possible : possible;
        notes.add("the variable " + name + " is " + possible + " here");
        return possible;
    }

    private void files(WrapperScript script) throws NotCarried {
        boolean keeps = HooksFile.flag(hook, "keep-file-environment");
        int number = 0;
        for (JsonObject parameter : HooksFile.objects(hook, "pass-file-to-command")) {
            number++;
            RequestReference reference = RequestReference.of(parameter);
            String holder = variable(parameter, "HOOK_" + reference.name().toUpperCase(Locale.ROOT));
            boolean base64 = HooksFile.flag(parameter, "base64decode");
            if (reference.source().equals("raw-request-body") && !base64) {
                script.bodyFile(holder, keeps);
                continue;
            }
            String variable = "FILE_" + number;
            hidden.note("the file in " + holder, reference).ifPresent(notes::add);
            variables.addProperty(variable, reference.orEmpty());
            script.file(variable, holder, base64, keeps);
            notes.add("the file in " + holder + " can have 64 KB at most; larger values are answered 413");
        }
    }

    private void response(WrapperScript script) throws NotCarried {
        JsonObject response = new JsonObject();
        boolean output = HooksFile.flag(hook, "include-command-output-in-response");
        int success = status("success-http-response-code", 200);
        if (success != 200) {
            response.addProperty("status", success);
        }
        if (output) {
            response.addProperty("output", true);
            response.addProperty("failed_status", 500);
            script.joinErrors();
            if (!HooksFile.flag(hook, "include-command-output-in-response-on-error")) {
                notes.add("the response of a failed command has its output, too");
            }
            if (!HooksFile.text(hook, "response-message").isEmpty()) {
                notes.add("the response is the output, so the response-message was left out");
            }
        } else {
            response.addProperty("text", HooksFile.text(hook, "response-message"));
            response.addProperty("at", "acceptance");
        }
        JsonObject headers = new JsonObject();
        for (JsonObject header : HooksFile.objects(hook, "response-headers")) {
            String name = HooksFile.text(header, "name");
            if (name.equalsIgnoreCase("Content-Type")) {
                response.addProperty("content_type", HooksFile.text(header, "value"));
            } else {
                headers.addProperty(name, HooksFile.text(header, "value"));
            }
        }
        if (!headers.isEmpty()) {
            response.add("headers", headers);
        }
        if (endpoint.has("when")) {
            response.addProperty("mismatch_status", status(MISMATCH_STATUS, 200));
            response.addProperty("mismatch_text", MISMATCH);
        }
        endpoint.add("response", response);
    }

    private int status(String key, int usual) throws NotCarried {
        String text = HooksFile.text(hook, key);
        if (text.isEmpty()) {
            return usual;
        }
        if (!text.matches("[2-5][0-9][0-9]")) {
            throw new NotCarried("\"" + key + "\" is no status from 200 to 599");
        }
        return Integer.parseInt(text);
    }
}
