/**
 * Who may use the admin listener, and for what: tokens with a role each, and users whom a trusted proxy names. Knows no
 * request and no route.
 */
@NullMarked
package dev.jenvoy.web.admin.access;

import org.jspecify.annotations.NullMarked;
