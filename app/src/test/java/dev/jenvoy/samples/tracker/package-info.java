/** Tests of the sample trackers, which run as the server runs them, against stand-ins of the services. */
@NullMarked
package dev.jenvoy.samples.tracker;

import org.jspecify.annotations.NullMarked;
