package dev.jenvoy.dispatch.member;

import java.util.Optional;

/**
 * One of several servers, for people.
 *
 * @param name empty while this server has not heard of it, or not any more
 */
public record ServerLabel(int number, Optional<String> name) {}
