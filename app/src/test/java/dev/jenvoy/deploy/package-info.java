/**
 * Tests of deployment: the image, the deploy scripts, and the configuration files in {@code docs/}. They run the
 * scripts with replacements for {@code docker} and {@code oc}, never the real ones.
 */
@NullMarked
package dev.jenvoy.deploy;

import org.jspecify.annotations.NullMarked;
