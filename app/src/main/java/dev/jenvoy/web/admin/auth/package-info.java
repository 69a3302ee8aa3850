/** Access to the admin listener: tokens, sessions, and a throttle for wrong tokens. */
@NullMarked
package dev.jenvoy.web.admin.auth;

import org.jspecify.annotations.NullMarked;
