package dev.jenvoy.web.admin.chat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.chat.route.RouteSet;
import dev.jenvoy.web.admin.http.AdminRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the body and the parameters of a request about chat. */
final class ChatBody {

    private final JsonObject body;

    private ChatBody(JsonObject body) {
        this.body = body;
    }

    /** Reports a request that lacks something, in words. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String words) {
            super(words);
        }
    }

    static ChatBody of(AdminRequest request) throws Wrong {
        return new ChatBody(request.json().orElseThrow(() -> new Wrong("expected a JSON object")));
    }

    String text(String name) throws Wrong {
        return textIfAny(name).orElseThrow(() -> new Wrong(name + ": expected a text"));
    }

    Optional<String> textIfAny(String name) throws Wrong {
        JsonElement value = body.get(name);
        if (value == null || value.isJsonNull()) {
            return Optional.empty();
        }
        if (value instanceof JsonPrimitive text && text.isString()) {
            return Optional.of(text.getAsString());
        }
        throw new Wrong(name + ": expected a text");
    }

    List<String> texts(String name) throws Wrong {
        JsonElement value = body.get(name);
        List<String> texts = new ArrayList<>();
        if (value instanceof JsonArray array) {
            for (JsonElement one : array) {
                if (!(one instanceof JsonPrimitive text && text.isString())) {
                    throw new Wrong(name + ": expected a list of texts");
                }
                texts.add(one.getAsString());
            }
        } else if (value != null) {
            throw new Wrong(name + ": expected a list of texts");
        }
        return texts;
    }

    boolean flag(String name) {
        return body.get(name) instanceof JsonPrimitive value && value.isBoolean() && value.getAsBoolean();
    }

    RouteSet set() throws Wrong {
        return set(textIfAny("set"));
    }

    static RouteSet set(AdminRequest request) throws Wrong {
        return set(request.parameter("set"));
    }

    private static RouteSet set(Optional<String> word) throws Wrong {
        for (RouteSet set : RouteSet.values()) {
            if (set.word().equals(word.orElse(RouteSet.REPOHOOK.word()))) {
                return set;
            }
        }
        throw new Wrong("set: expected repohook or travis");
    }
}
