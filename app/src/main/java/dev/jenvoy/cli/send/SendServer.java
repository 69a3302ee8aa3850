package dev.jenvoy.cli.send;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The server to which requests are sent.
 *
 * @param url its address, with the path {@code /} unless another was given
 * @param certificate the file of the only certificate to trust; empty to trust what Java trusts
 */
record SendServer(URI url, Optional<Path> certificate) {}
