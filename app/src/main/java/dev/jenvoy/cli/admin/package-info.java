/** Commands that call the running server: its address, its token, its API. */
@NullMarked
package dev.jenvoy.cli.admin;

import org.jspecify.annotations.NullMarked;
