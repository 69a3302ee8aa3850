/** Dispatch against a real journal, with actions that the tests hold in their hands. */
@NullMarked
package dev.jenvoy.web.admin;

import org.jspecify.annotations.NullMarked;
