package dev.jenvoy.cli.chat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Bodies and replies of the requests that change something. */
final class ChatReply {

    static final String BASE = "/api/chat";

    private ChatReply() {}

    /** Prints the reply, which is the one that a room would get, or fails with it. */
    static int print(CommandOutput screen, AdminClient.Reply reply) throws AdminFailure {
        if (reply.status() >= 300) {
            throw new AdminFailure(reply.error());
        }
        JsonObject json = reply.json();
        if (screen.json()) {
            screen.object(json);
        } else {
            JsonView.texts(json, "reply").forEach(screen::line);
        }
        return ExitCode.OK;
    }

    static JsonObject body(boolean travis) {
        JsonObject body = new JsonObject();
        body.addProperty("set", set(travis));
        return body;
    }

    static String set(boolean travis) {
        return travis ? "travis" : "repohook";
    }

    static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    /** Returns one segment of a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Returns the path of a token; empty if the repository is not {@code owner/name}. */
    static String tokenPath(String family, String repo) {
        int slash = repo.lastIndexOf('/');
        return slash <= 0
                ? ""
                : BASE + "/tokens/" + segment(family) + "/" + segment(repo.substring(0, slash)) + "/"
                        + segment(repo.substring(slash + 1));
    }
}
