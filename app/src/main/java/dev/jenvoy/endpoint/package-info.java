/**
 * Registered endpoints: addresses for one repository of one sender each, with their own secret, stored encrypted. Each
 * wraps the sender's own verifier. Knows nothing about how a request is read or a delivery is run.
 */
@NullMarked
package dev.jenvoy.endpoint;

import org.jspecify.annotations.NullMarked;
