/** The command {@code doctor}: what is wrong around a server, and what to do about it. */
@NullMarked
package dev.jenvoy.cli.doctor;

import org.jspecify.annotations.NullMarked;
