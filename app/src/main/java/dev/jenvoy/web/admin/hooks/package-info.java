/** The resources of hooks: their list, and why a delivery runs them. */
@NullMarked
package dev.jenvoy.web.admin.hooks;

import org.jspecify.annotations.NullMarked;
