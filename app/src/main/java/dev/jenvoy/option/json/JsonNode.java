package dev.jenvoy.option.json;

import java.util.List;

/** A JSON value and where it begins. */
public sealed interface JsonNode {
    /** Returns the position of its first character. */
    Position at();

    /** Returns its type as a message names it. */
    String kind();

    /** A string, unescaped. */
    record Text(Position at, String value) implements JsonNode {
        @Override
        public String kind() {
            return "a string";
        }
    }

    /** A number, digit for digit. */
    record Digits(Position at, String value) implements JsonNode {
        @Override
        public String kind() {
            return "a number";
        }
    }

    /** True or false. */
    record Flag(Position at, boolean value) implements JsonNode {
        @Override
        public String kind() {
            return value ? "true" : "false";
        }
    }

    /** The value null. */
    record Nothing(Position at) implements JsonNode {
        @Override
        public String kind() {
            return "null";
        }
    }

    /** An array. */
    record Items(Position at, List<JsonNode> values) implements JsonNode {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** An object, in the file's order; no name is there twice. */
    record Members(Position at, List<Member> values) implements JsonNode {
        @Override
        public String kind() {
            return "an object";
        }
    }

    /** One entry of an object. */
    record Member(Position nameAt, String name, JsonNode value) {}
}
