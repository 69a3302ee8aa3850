package dev.jenvoy.web.tls;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The section {@code tls}.
 *
 * @param certificate the file with the certificate and those that certify it, in PEM
 * @param key the file with the private key of the certificate, in PEM
 * @param redirectPort the port on which plain HTTP is redirected; empty for no such port
 */
public record TlsOptions(Path certificate, Path key, Optional<Integer> redirectPort) {}
