/**
 * A real PostgreSQL for tests, of the machine's own programs, under an account of its own and on loopback only; and what
 * comes between it and a server when a network is bad.
 */
@NullMarked
package dev.jenvoy.postgres;

import org.jspecify.annotations.NullMarked;
