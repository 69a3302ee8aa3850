package dev.jenvoy.sender.tree;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object of a payload with its path. A member that is missing or {@code null} is empty: an empty text, 0, {@code false}, an
 * object without members. A member of another type than the method reads is a {@link WrongType}; methods whose name ends
 * in {@code IfAny} take it for missing. Paths have dots between names.
 */
public final class Node {

    private final @Nullable JsonObject object;
    private final String path;

    private Node(@Nullable JsonObject object, String path) {
        this.object = object;
        this.path = path;
    }

    public static Node root(JsonObject payload) {
        return new Node(payload, "");
    }

    /** Returns whether this object was in the payload. */
    public boolean isThere() {
        return object != null;
    }

    /** Returns the object at this path. */
    public Node at(String names) throws WrongType {
        Node node = this;
        for (String name : names.split("\\.", -1)) {
            node = node.child(name);
        }
        return node;
    }

    /** Returns the object of this name. */
    public Node atIfAny(String name) {
        return value(name) instanceof JsonObject child ? new Node(child, pathOf(name)) : missing(name);
    }

    /** Returns whether a member of this name is there and not {@code null}, of whatever type. */
    public boolean has(String name) {
        return value(name) != null;
    }

    /** Returns the text or number at this path, as text. */
    public String text(String names) throws WrongType {
        int dot = names.lastIndexOf('.');
        return dot < 0 ? ownText(names) : at(names.substring(0, dot)).ownText(names.substring(dot + 1));
    }

    /** Returns the first of these texts that is not empty. All of them must be of the right type. */
    public String firstText(String... paths) throws WrongType {
        String first = "";
        for (String names : paths) {
            String text = text(names);
            first = first.isEmpty() ? text : first;
        }
        return first;
    }

    /** Returns the text or number of this name, as text. */
    public String textIfAny(String name) {
        @Nullable JsonElement value = value(name);
        return value != null && isText(value) ? value.getAsString() : "";
    }

    public boolean flag(String name) throws WrongType {
        @Nullable JsonElement value = value(name);
        if (value == null) {
            return false;
        }
        if (value instanceof JsonPrimitive plain && plain.isBoolean()) {
            return plain.getAsBoolean();
        }
        throw new WrongType(pathOf(name));
    }

    /** Returns the whole number of this name, at least 0. */
    public int count(String name) throws WrongType {
        @Nullable JsonElement value = value(name);
        if (value == null) {
            return 0;
        }
        if (value instanceof JsonPrimitive plain && plain.isNumber()) {
            return (int) Math.max(0, Math.min(Integer.MAX_VALUE, plain.getAsDouble()));
        }
        throw new WrongType(pathOf(name));
    }

    /** Returns the objects in the list of this name. An element that is {@code null} is left out. */
    public List<Node> list(String name) throws WrongType {
        @Nullable JsonElement value = value(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof JsonArray array)) {
            throw new WrongType(pathOf(name));
        }
        List<Node> nodes = new ArrayList<>(array.size());
        for (int at = 0; at < array.size(); at++) {
            String place = pathOf(name) + "[" + at + "]";
            if (array.get(at) instanceof JsonObject element) {
                nodes.add(new Node(element, place));
            } else if (!array.get(at).isJsonNull()) {
                throw new WrongType(place);
            }
        }
        return nodes;
    }

    /** Returns the first object in the list of this name. */
    public Node first(String name) throws WrongType {
        List<Node> nodes = list(name);
        return nodes.isEmpty() ? missing(name) : nodes.get(0);
    }

    /** Returns the object that is first in the list of this name. */
    public Node firstIfAny(String name) {
        return value(name) instanceof JsonArray array && !array.isEmpty() && array.get(0) instanceof JsonObject first
                ? new Node(first, pathOf(name) + "[0]")
                : missing(name);
    }

    /** Returns a text of each object in a list, without those that are empty. */
    public List<String> texts(String list, String name) throws WrongType {
        List<String> texts = new ArrayList<>();
        for (Node node : list(list)) {
            String text = node.text(name);
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return texts;
    }

    private Node child(String name) throws WrongType {
        @Nullable JsonElement value = value(name);
        if (value == null) {
            return missing(name);
        }
        if (value instanceof JsonObject child) {
            return new Node(child, pathOf(name));
        }
        throw new WrongType(pathOf(name));
    }

    private String ownText(String name) throws WrongType {
        @Nullable JsonElement value = value(name);
        if (value == null) {
            return "";
        }
        if (isText(value)) {
            return value.getAsString();
        }
        throw new WrongType(pathOf(name));
    }

    private static boolean isText(JsonElement value) {
        return value instanceof JsonPrimitive plain && (plain.isString() || plain.isNumber());
    }

    private @Nullable JsonElement value(String name) {
        @Nullable JsonElement value = object == null ? null : object.get(name);
        return value == null || value.isJsonNull() ? null : value;
    }

    private Node missing(String name) {
        return new Node(null, pathOf(name));
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
