/** Tests of the admin listener's resources. */
@NullMarked
package dev.jenvoy.web.admin;

import org.jspecify.annotations.NullMarked;
