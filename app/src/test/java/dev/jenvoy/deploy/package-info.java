/**
 * Tests of what is deployed rather than compiled: the image, the deploy scripts, and the configuration files that
 * {@code docs/} hands out. They run the scripts with stand-ins for {@code docker} and {@code oc}, never the real ones.
 */
@NullMarked
package dev.jenvoy.deploy;

import org.jspecify.annotations.NullMarked;
