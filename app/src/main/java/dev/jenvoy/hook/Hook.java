package dev.jenvoy.hook;

import java.nio.file.Path;

/**
 * A file that runs for a delivery.
 *
 * @param name its path below the hooks folder, with slashes: its name in responses
 * @param file the file
 */
public record Hook(String name, Path file) {}
