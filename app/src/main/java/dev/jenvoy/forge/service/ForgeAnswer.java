package dev.jenvoy.forge.service;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.http.JsonBody;
import java.net.URLDecoder;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How one request ended: with an answer of the API, or with a failure. */
public sealed interface ForgeAnswer {

    /** Returns the failure, or that it was done, with this value of the answer as the id. */
    ForgeReply reply(String... id);

    /** The API did it. */
    record Good(JsonElement json, HttpHeaders headers) implements ForgeAnswer {

        private static final Pattern NEXT = Pattern.compile("<[^>]*[?&]cursor=([^&>]+)[^>]*>\\s*;\\s*rel=\"next\"");

        @Override
        public ForgeReply reply(String... id) {
            return new ForgeReply.Done(id.length == 0 ? "" : JsonBody.word(object(), id));
        }

        /** Returns the body, if it is one object; else an empty object. */
        public JsonObject object() {
            return json instanceof JsonObject object ? object : new JsonObject();
        }

        /** Returns the objects of the body, if it is a list. */
        public List<JsonObject> list() {
            return objects(json);
        }

        /** Returns the objects in a list of the body. */
        public List<JsonObject> list(String name) {
            return objects(object().get(name));
        }

        private static List<JsonObject> objects(@Nullable JsonElement from) {
            List<JsonObject> objects = new ArrayList<>();
            if (from instanceof JsonArray array) {
                array.forEach(element -> {
                    if (element instanceof JsonObject object) {
                        objects.add(object);
                    }
                });
            }
            return objects;
        }

        /** Returns the cursor of the next page; empty on the last page. */
        public Optional<String> nextCursor() {
            Matcher found = NEXT.matcher(headers.firstValue("Link").orElse(""));
            return found.find()
                    ? Optional.of(URLDecoder.decode(found.group(1), StandardCharsets.UTF_8))
                    : Optional.empty();
        }
    }

    /** It did not. */
    record Bad(ForgeReply.Failure failure, int status, String words) implements ForgeAnswer {

        @Override
        public ForgeReply reply(String... id) {
            return failure;
        }
    }
}
