package dev.jenvoy.metrics;

/** Metrics as text. The bytes are the receiver's. */
@SuppressWarnings("ArrayRecordComponent") // Made once, sent once, never compared.
public record Exposition(String contentType, byte[] body) {}
