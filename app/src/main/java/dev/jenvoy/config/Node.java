package dev.jenvoy.config;

import java.util.List;

/** A JSON value and where it begins. */
sealed interface Node {
    /** Of its first character. */
    Position at();

    /** What it is, as a message calls it. */
    String kind();

    /** A string, unescaped. */
    record Text(Position at, String value) implements Node {
        @Override
        public String kind() {
            return "a string";
        }
    }

    /** A number, digit for digit. */
    record Digits(Position at, String value) implements Node {
        @Override
        public String kind() {
            return "a number";
        }
    }

    /** True or false. */
    record Flag(Position at, boolean value) implements Node {
        @Override
        public String kind() {
            return value ? "true" : "false";
        }
    }

    /** The value null. */
    record Nothing(Position at) implements Node {
        @Override
        public String kind() {
            return "null";
        }
    }

    /** An array. */
    record Items(Position at, List<Node> values) implements Node {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** An object, in the file's order; no name is there twice. */
    record Members(Position at, List<Member> values) implements Node {
        @Override
        public String kind() {
            return "an object";
        }
    }

    /** One entry of an object. */
    record Member(Position nameAt, String name, Node value) {}
}
