/**
 * TLS of the public listener: reads certificate and key, follows their files, encrypts connections, and redirects plain
 * HTTP. Loaded only where {@code tls} is configured.
 */
@NullMarked
package dev.jenvoy.web.tls;

import org.jspecify.annotations.NullMarked;
