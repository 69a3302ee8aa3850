/** Features that exist only while they are configured: a server without them loads no class of them. */
@NullMarked
package dev.jenvoy.app.feature;

import org.jspecify.annotations.NullMarked;
